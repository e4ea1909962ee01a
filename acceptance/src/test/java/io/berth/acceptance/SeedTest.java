package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.Leases;
import io.berth.acceptance.harness.NoauthBerth;
import io.berth.acceptance.harness.PlayedMachine;
import io.berth.acceptance.harness.Scenes;
import io.berth.acceptance.harness.Session;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import io.berth.testkit.HttpTable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The five documents that Berth is held to, to the letter: a table for each, {@code seeds/*.yaml}. */
@ExtendWith(ShowBerthOnFailure.class)
class SeedTest {
    private static Session admin;
    private static Session user;
    private static List<String> storage;
    private static Scenes.Placed placed;
    private static Scenes.Deployed failed;
    private static PlayedMachine machine;

    @BeforeAll
    static void situations() {
        admin = NoauthBerth.admin();
        user = NoauthBerth.user();
        storage = Leases.storageHosts(admin);
        placed = Scenes.serverOnLease(admin, user, storage.get(0));
        failed = Scenes.failedDeployment(admin, user, storage.get(1));
        machine = PlayedMachine.deploy(admin, user, storage.get(2));
    }

    private static Stream<DynamicTest> table(String name, Map<String, String> given) {
        return HttpTable.load("/seeds/" + name + ".yaml").tests(NoauthBerth::url, given);
    }

    @TestFactory
    Stream<DynamicTest> blazar() {
        String host = storage.get(3);
        String other = storage.get(4);
        String otherId = admin.get("/reservation/v1/os-hosts").json().path("hosts").valueStream()
                .filter(one -> one.path("hypervisor_hostname").asString().equals(other))
                .findFirst().orElseThrow().path("id").asString();
        return table("blazar", Map.of("project", NoauthBerth.PROJECT, "host", host, "other", other, "otherId", otherId));
    }

    @TestFactory
    Stream<DynamicTest> placement() {
        return table("placement", Map.of());
    }

    @TestFactory
    Stream<DynamicTest> nova() {
        String homeless = Scenes.createServer(user, "homeless", UUID.randomUUID().toString(), UUID.randomUUID().toString());
        return table("nova", Map.of("project", NoauthBerth.PROJECT, "server", placed.serverId(), "port", placed.portId(),
                "homeless", homeless));
    }

    @TestFactory
    Stream<DynamicTest> cinder() {
        return table("cinder", Map.of(
                "project", NoauthBerth.PROJECT, "resource", failed.taskId(), "request", failed.requestId()));
    }

    @TestFactory
    Stream<DynamicTest> drydock() {
        return table("drydock", Map.of(
                "project", NoauthBerth.PROJECT,
                "design", Leases.designRef(admin),
                "node", machine.name(),
                "built", storage.getFirst(),
                "task", machine.taskId(),
                "key", machine.key(),
                "wrongKey", "0".repeat(64),
                "actionId", machine.actionId()));
    }

    /** Seed Drydock: "a gzipped tar file … with appropriate permissions set in the tar-file"; layout of contract drydock §14.6. */
    @Test
    void boot_data_are_archives_with_the_paths_and_modes_of_the_design() {
        List<TarArchiveEntry> files = machine.download("files");
        assertThat(files).extracting(entry -> entry.getName() + " " + Integer.toOctalString(entry.getMode() & 07777))
                .containsExactly(
                        "/etc/ridge/identity.env 640",
                        "/usr/local/bin/ridge-banner.sh 755",
                        "/etc/ridge/rack.conf 600",
                        "/opt/ridge/firstboot.sh 700",
                        "/opt/ridge/vf.json 600");
        List<TarArchiveEntry> units = machine.download("units");
        assertThat(units).extracting(entry -> entry.getName() + " " + Integer.toOctalString(entry.getMode() & 07777))
                .containsExactly("/etc/systemd/system/ridge-firstboot.service 644");
        assertThat(Stream.of(files, units).flatMap(List::stream)).allSatisfy(entry -> {
            assertThat(entry.getLongUserId()).isZero();
            assertThat(entry.getLongGroupId()).isZero();
            assertThat(entry.getLastModifiedTime().toMillis()).isZero();
        });
    }

    /** Berth's own texts reach the one who asked: what was refused above names what stood in the way. */
    @Test
    void more_hosts_than_there_are_are_refused_with_a_count_for_each_condition() {
        JsonNode refusal = user.post(Leases.PATH, Map.of(
                        "name", "too-many", "start_date", "2099-06-01 10:00", "end_date", "2099-06-02 10:00",
                        "reservations", List.of(Map.of(
                                "resource_type", "physical:host", "min", 99, "max", 99,
                                "hypervisor_properties", "[\">\", \"$memory_mb\", \"1\"]", "resource_properties", ""))))
                .expect(409).json();
        assertThat(refusal.path("error_message").asString()).startsWith("Not enough hosts available").containsPattern("\\d+");
    }
}

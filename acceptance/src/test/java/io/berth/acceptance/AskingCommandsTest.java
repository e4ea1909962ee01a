package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.AskedBerth;
import io.berth.acceptance.harness.AskedBerth.Said;
import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Leases;
import io.berth.acceptance.harness.Session;
import io.berth.acceptance.harness.SharedBerth;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** The subcommands of {@code berth} that ask a running Berth, at one that runs. Their leases lie in the year 2033. */
@ExtendWith(ShowBerthOnFailure.class)
@Execution(ExecutionMode.SAME_THREAD)
class AskingCommandsTest {
    private final Session admin = SharedBerth.admin();

    private static Said as(String user, String... arguments) {
        return AskedBerth.as(user, arguments);
    }

    @Test
    void availability_shows_free_hosts_and_what_removed_the_others() {
        String host = Leases.hosts(admin).getFirst();
        String[] question = {
            "availability", "--start", "2033-02-01T00:00:00Z", "--end", "2033-02-02T00:00:00Z",
            "--hypervisor-properties", "[\"==\", \"$hypervisor_hostname\", \"" + host + "\"]"
        };

        Said shown = as("demo", question).expect(0);

        assertThat(shown.out()).startsWith("1 hosts are free from 2033-02-01T00:00:00Z").contains("HOST  NAME", host, "CONSTRAINT");
        String[] asJson = List.of(question).toArray(new String[question.length + 1]);
        asJson[question.length] = "--json";
        assertThat(as("demo", asJson).expect(0).json().at("/hosts/0/name").asString()).isEqualTo(host);
    }

    @Test
    void next_window_shows_the_earliest_windows() {
        Said shown = as("demo", "next-window", "--hosts", "2", "--hours", "8", "--from", "2033-03-01T00:00:00Z").expect(0);
        assertThat(shown.out()).contains("LATEST START").contains("2033-03-01T00:00:00Z  2033-03-01T08:00:00Z");

        assertThat(as("demo", "next-window", "--hosts", "1000", "--hours", "8").expect(0).out()).startsWith("no window until");
    }

    @Test
    void calendar_shows_whose_a_host_is_to_those_who_may_know() {
        String host = Leases.hosts(admin).getFirst();
        String lease = SharedBerth.demo()
                .post(Leases.PATH, Leases.of("calendar-shown", host, "2033-04-01 00:00", "2033-04-02 00:00"))
                .expect(201).text("/lease/id");
        String[] question = {"calendar", host, "--start", "2033-04-01T00:00:00Z", "--end", "2033-05-01T00:00:00Z"};

        assertThat(as("demo", question).expect(0).out()).contains("2033-04-01T00:00:00Z", "lease", "calendar-shown", lease);

        SharedBerth.demo().delete(Leases.PATH + "/" + lease).expect(204);
        assertThat(as("admin", question).expect(0).out()).contains(host).endsWith("free all the time\n");
    }

    @Test
    void floatingip_shows_which_addresses_a_lease_has_and_until_when() {
        String address = admin.post("/reservation/v1/floatingips", Map.of(
                        "floating_network_id", Leases.NETWORK, "floating_ip_address", "172.24.4.202"))
                .expect(201).text("/floatingip/id");
        String lease = SharedBerth.demo()
                .post(Leases.PATH, Map.of(
                        "name", "addressed", "start_date", "2033-05-01 00:00", "end_date", "2033-05-02 00:00",
                        "reservations", List.of(Map.of(
                                "resource_type", "virtual:floatingip", "network_id", Leases.NETWORK, "amount", 1,
                                "required_floatingips", List.of("172.24.4.202")))))
                .expect(201).text("/lease/id");

        assertThat(as("demo", "floatingip", "list", lease).expect(0).out())
                .startsWith("ADDRESS").contains("172.24.4.202", "2033-05-01T00:00:00Z");
        assertThat(as("demo", "floatingip", "calendar", "172.24.4.202", "--start", "2033-05-01T00:00:00Z").expect(0).out())
                .startsWith("address 172.24.4.202 of network " + Leases.NETWORK).contains("addressed", lease);
        assertThat(as("demo", "floatingip", "calendar", "172.24.4.203").expect(1).err()).contains("Floating IP 172.24.4.203 not found");

        SharedBerth.demo().delete(Leases.PATH + "/" + lease).expect(204);
        assertThat(as("demo", "floatingip", "list", lease).expect(1).err()).contains("(404)");
        assertThat(as("demo", "floatingip", "calendar", address).expect(0).out()).endsWith("free all the time\n");
        admin.delete("/reservation/v1/floatingips/" + address).expect(204);
    }

    @Test
    void try_lease_tells_what_would_be_and_reserves_nothing() {
        String[] window = {"--start", "2033-06-01 00:00", "--end", "2033-06-02 00:00"};

        Said granted = as("demo", "try-lease", "--min", "2", window[0], window[1], window[2], window[3]).expect(0);

        assertThat(granted.out()).startsWith("it would be granted, from 2033-06-01T00:00:00").contains("CONSTRAINT");
        assertThat(as("demo", "try-lease", "--min", "1000", window[0], window[1], window[2], window[3]).expect(1).err())
                .startsWith("berth: ").contains("Not enough hosts").contains("(409)");
        assertThat(as("admin", "availability", "--start", "2033-06-01T00:00:00Z", "--json").json().path("free").asInt())
                .isEqualTo(BerthProcess.HOSTS);
    }

    @Test
    void try_lease_tells_what_would_become_of_a_lease_and_host_list_which_it_has() {
        String host = Leases.hosts(admin).getFirst();
        String lease = SharedBerth.demo()
                .post(Leases.PATH, Leases.of("tried", host, "2033-06-05 00:00", "2033-06-06 00:00"))
                .expect(201).text("/lease/id");
        String reservation = SharedBerth.demo().get(Leases.PATH + "/" + lease).expect(200).text("/lease/reservations/0/id");

        assertThat(as("demo", "host", "list", lease).expect(0).out()).contains(host, "2033-06-05T00:00:00Z", reservation);
        assertThat(as("demo", "try-lease", "--lease", lease, "--end", "2033-06-07 00:00").expect(0).out())
                .startsWith("it would be changed, from 2033-06-05T00:00:00.000000 to 2033-06-07T00:00:00.000000");
        assertThat(as("demo", "try-lease", "--lease", lease, "--reservation",
                        "{\"id\": \"" + reservation + "\", \"min\": 2, \"max\": 2}").expect(1).err())
                .contains("Not enough hosts").contains("(409)");
        assertThat(as("demo", "try-lease", "--lease", lease, "--delete").expect(0).out()).startsWith("it would be deleted");

        assertThat(SharedBerth.demo().get(Leases.PATH + "/" + lease).expect(200).text("/lease/end_date"))
                .isEqualTo("2033-06-06T00:00:00.000000");
        SharedBerth.demo().delete(Leases.PATH + "/" + lease).expect(204);
    }

    @Test
    void clock_shows_the_time_and_is_moved_by_administrators_only() {
        assertThat(as("demo", "clock").expect(0).out()).startsWith("NOW").contains("AHEAD OF THE SYSTEM BY");
        assertThat(as("admin", "clock", "--advance", "PT0S", "--json").expect(0).json().path("now").asString()).endsWith("Z");
        assertThat(as("demo", "clock", "--advance", "PT1H").expect(1).err()).contains("berth:clock:set").contains("(403)");
        assertThat(as("admin", "clock", "--set", "tomorrow").expect(1).err()).contains("not a time").contains("(400)");
    }

    @Test
    void waiting_waits_for_hosts_until_they_are_free() {
        String taken = SharedBerth.demo()
                .post(Leases.PATH, Map.of(
                        "name", "all", "start_date", "2033-07-01 00:00", "end_date", "2033-07-02 00:00",
                        "reservations", List.of(Map.of(
                                "resource_type", "physical:host", "min", BerthProcess.HOSTS, "max", BerthProcess.HOSTS,
                                "hypervisor_properties", "", "resource_properties", ""))))
                .expect(201).text("/lease/id");
        String[] wish = {
            "waiting", "create", "patient", "--start", "2033-07-01 08:00", "--end", "2033-07-01 10:00", "--deadline", "2033-07-01 12:00"
        };

        assertThat(as("demo", with(wish, "--dry-run")).expect(0).out()).contains("EXPECTED START", "waiting", "2033-07-02T00:00:00Z");
        String[] once = joined(wish, "--json", "--idempotency-key", "patient-once");
        String id = as("demo", once).expect(0).json().at("/waiting_lease/id").asString();
        assertThat(as("demo", once).expect(0).json().at("/waiting_lease/id").asString()).as("asked for again").isEqualTo(id);
        assertThat(as("demo", "waiting", "delete", id, "--dry-run").expect(0).out()).contains("would be withdrawn");
        assertThat(as("demo", "waiting", "list").expect(0).out()).contains(id, "patient");
        SharedBerth.demo().delete(Leases.PATH + "/" + taken).expect(204);
        assertThat(as("demo", "waiting", "show", id).expect(0).out()).contains("granted", "2033-07-01T08:00:00Z");
        assertThat(as("demo", "waiting", "delete", id).expect(1).err()).contains("delete the lease of that id");

        SharedBerth.demo().delete(Leases.PATH + "/" + id).expect(204);
    }

    @Test
    void reservations_of_every_kind_are_passed_on_as_they_are_said() {
        String instances = "{\"resource_type\": \"virtual:instance\", \"amount\": 2, \"vcpus\": 1, \"memory_mb\": 512, \"disk_gb\": 1,"
                + " \"affinity\": null, \"resource_properties\": \"\"}";
        String addresses = "{\"resource_type\": \"virtual:floatingip\", \"network_id\": \"nowhere\", \"amount\": 1}";
        String[] of = {"--start", "2033-07-03 08:00", "--end", "2033-07-03 10:00", "--dry-run", "--json", "--reservation", instances};
        String[] waiting = {"waiting", "create", "kinds", "--deadline", "2033-07-03 12:00"};

        JsonNode granted = as("demo", joined(waiting, of)).expect(0).json().path("waiting_lease");
        assertThat(granted.path("status").asString()).isEqualTo("granted");
        assertThat(granted.at("/lease/reservations").valueStream().map(each -> each.path("resource_type").asString()))
                .containsExactly("virtual:instance");
        JsonNode waits = as("demo", joined(waiting, joined(of, "--min", "1", "--reservation", addresses))).expect(0).json().path("waiting_lease");
        assertThat(waits.at("/lease/reservations").valueStream().map(each -> each.path("resource_type").asString()))
                .containsExactly("virtual:instance", "virtual:floatingip", "physical:host");
        assertThat(as("demo", joined(waiting, "--start", "2033-07-03 08:00", "--end", "2033-07-03 10:00", "--dry-run", "--reservation", addresses))
                        .expect(0).out())
                .contains("expected start unknown: in the next 90 days");
        assertThat(as("demo", joined(new String[] {"recurring", "create", "kinds", "--rule", "FREQ=DAILY;COUNT=2"}, of)).expect(0).json()
                        .at("/recurring_lease/occurrences")).hasSize(2);
        assertThat(as("demo", joined(waiting, "--end", "2033-07-03 10:00", "--reservation", "a host")).expect(2).err())
                .contains("'a host' is no JSON object");
    }

    private static String[] joined(String[] first, String... second) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(String[]::new);
    }

    private static String[] with(String[] arguments, String more) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = more;
        return all;
    }

    @Test
    void recurring_books_all_occurrences_or_tells_which_cannot_be() {
        String host = Leases.hosts(admin).getFirst();
        String taken = SharedBerth.demo()
                .post(Leases.PATH, Leases.of("in-the-way", host, "2033-08-08 00:00", "2033-08-09 00:00"))
                .expect(201).text("/lease/id");
        String[] wish = {
            "recurring", "create", "class", "--min", String.valueOf(BerthProcess.HOSTS),
            "--start", "2033-08-01 08:00", "--end", "2033-08-01 10:00", "--rule", "FREQ=WEEKLY;COUNT=3"
        };

        assertThat(as("demo", wish).expect(1).out())
                .startsWith("1 of 3 occurrences cannot be booked").contains("WHY NOT", "Not enough hosts available");
        String id = as("demo", with(with(wish, "--possible"), "--json")).expect(0).json().at("/recurring_lease/id").asString();
        assertThat(as("demo", "recurring", "list").expect(0).out()).contains(id, "FREQ=WEEKLY;COUNT=3");
        assertThat(as("demo", "recurring", "show", id).expect(0).out()).contains("2033-08-15T08:00:00Z", "PENDING");
        assertThat(as("demo", "recurring", "delete", id, "--dry-run").expect(0).out()).contains("would be deleted, with 2 leases");
        assertThat(as("demo", "recurring", "delete", id).expect(0).out()).contains("is deleted, with 2 leases");

        SharedBerth.demo().delete(Leases.PATH + "/" + taken).expect(204);
    }

    @Test
    void host_tells_and_takes_whether_a_host_is_well() {
        assertThat(as("admin", "host", "health", "1").expect(0).out()).startsWith("host 1, ").contains(" is healthy");
        assertThat(as("admin", "host", "health", "1", "--set", "failed", "--reason", "smoke", "--dry-run").expect(0).out())
                .contains(" would be failed: smoke");
        assertThat(as("admin", "host", "health", "1", "--json").expect(0).json().at("/health/reservable").asBoolean()).isTrue();
        assertThat(as("demo", "host", "health", "1").expect(1).err()).contains("berth:host_health:get").contains("(403)");
        assertThat(as("admin", "host", "health", "nowhere").expect(1).err()).contains("(404)");
    }

    @Test
    void maintenance_closes_and_opens_hosts_and_tells_which_leases_are_in_the_way() {
        String[] day = {"--start", "2034-01-01T00:00:00Z", "--end", "2034-01-02T00:00:00Z"};
        String host = Leases.hosts(admin).getFirst();
        String lease = SharedBerth.demo()
                .post(Leases.PATH, Leases.of("in-the-way", host, "2034-01-01 10:00", "2034-01-01 12:00"))
                .expect(201).text("/lease/id");

        assertThat(as("admin", "maintenance", "close", host, day[0], day[1], day[2], day[3], "--on-conflict", "move", "--dry-run")
                        .expect(1).out())
                .startsWith("it is not possible: ").contains("leases that break", "in-the-way", lease);
        SharedBerth.demo().delete(Leases.PATH + "/" + lease).expect(204);
        assertThat(as("admin", "maintenance", "close", host, day[0], day[1], day[2], day[3], "--dry-run").expect(0).out())
                .startsWith("it is possible");

        String id = as("admin", "maintenance", "close", host, day[0], day[1], day[2], day[3], "--reason", "fans", "--json")
                .expect(0).json().at("/maintenance/id").asString();
        assertThat(as("admin", "maintenance", "list").expect(0).out()).contains(id, "planned", "fans");
        assertThat(as("admin", "maintenance", "end", id, "--at", "2034-01-01T12:00:00Z").expect(0).out()).contains("2034-01-01T12:00:00Z");
        assertThat(as("admin", "maintenance", "lift", id, "--dry-run").expect(0).out()).startsWith("it is possible");
        assertThat(as("admin", "maintenance", "lift", id).expect(0).out()).contains("lifted");
        assertThat(as("admin", "maintenance", "show", id).expect(0).out()).contains("lifted");
        assertThat(as("demo", "maintenance", "list").expect(1).err()).contains("(403)");
    }

    @Test
    void budget_sets_shows_and_removes_what_a_project_may_reserve() {
        String project = SharedBerth.admin().get("/identity/v3/projects?name=service").expect(200).text("/projects/0/id");

        assertThat(as("admin", "budget", "set", "servise", "--max-hosts", "4").expect(1).err())
                .contains("No project has the id 'servise'", project + " (service)", "(404)");
        assertThat(as("admin", "budget", "set", "service", "--max-hosts", "4").expect(1).err()).contains(project + " (service)");
        assertThat(as("admin", "budget", "set", project, "--max-hosts", "4", "--max-host-hours", "500").expect(0).out())
                .startsWith("PROJECT").contains(project, "500", "month");
        assertThat(as("admin", "budget", "list").expect(0).out()).contains(project);
        assertThat(as("admin", "budget", "show", project, "--json").expect(0).json().at("/budget/left/hosts").asInt()).isEqualTo(4);
        assertThat(as("demo", "budget", "show", project).expect(1).err()).contains("berth:budgets:get").contains("(403)");
        assertThat(as("demo", "budget", "list").expect(0).out()).doesNotContain(project);
        assertThat(as("admin", "budget", "remove", project).expect(0).out()).contains("no budget any more");
    }

    @Test
    void explain_says_why_there_are_no_candidates() {
        Said shown = as("admin", "explain", "resources=VCPU:100000", "required=!HW_CPU_X86_AVX2").expect(0);

        assertThat(shown.out()).startsWith("there are no candidates").contains("VCPU:100000", "CONSTRAINT");
        assertThat(as("admin", "explain", "/placement/allocation_candidates?resources=VCPU%3A1&limit=5", "--json")
                        .expect(0).json().path("has_candidates").asBoolean())
                .isTrue();
    }

    @Test
    void audit_finds_nothing_wrong_with_the_leases_of_a_busy_berth() {
        String host = Leases.hosts(admin).get(1);
        String lease = SharedBerth.demo()
                .post(Leases.PATH, Leases.of("audited", host, "2033-08-01 00:00", "2033-08-02 00:00"))
                .expect(201).text("/lease/id");

        Said audited = as("admin", "audit", "leases");

        assertThat(audited.out()).as(audited.toString()).contains("ok    nothing is booked beside").doesNotContain("WRONG");
        assertThat(audited.expect(0).err()).isEmpty();
        assertThat(as("admin", "audit", "leases", "--overdue-seconds", "-1").expect(1).err()).contains("overdue_seconds").contains("(400)");
        assertThat(as("demo", "audit", "leases").expect(1).err()).contains("(403)");
        SharedBerth.demo().delete(Leases.PATH + "/" + lease).expect(204);
    }

    @Test
    void refusals_are_told_in_the_words_of_the_api() {
        Said refused = as("demo", "calendar", "no-such-host", "--json").expect(1);

        assertThat(refused.err()).startsWith("berth: ").contains("no-such-host").contains("(404)").doesNotContain("\tat ");
        assertThat(refused.json().at("/error/reason").asString()).isNotBlank();
        assertThat(as("demo", "audit", "ledger").expect(1).err()).contains("(403)");
        assertThat(as("demo", "explain", "resources=NONSENSE:1").expect(1).err()).contains("NONSENSE").contains("(400)");
        assertThat(as("nobody", "availability").expect(1).err()).contains("logging in as nobody").contains("(401)");
    }
}

package io.berth.acceptance.harness;

import io.berth.testkit.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A machine that is being deployed, and whose part the test plays: the simulated one never boots, the test asks for the boot
 * script in its place and does with boot data and boot actions as it likes.
 */
public final class PlayedMachine {
    private static final Pattern KEY = Pattern.compile("berth\\.key=([0-9a-fA-F]{64})");
    private static final Pattern ACTION = Pattern.compile("bootactions?/([0-9A-HJKMNP-TV-Z]{26})");

    private final Session nobody;
    private final String name;
    private final String taskId;
    private final String key;

    private PlayedMachine(Session nobody, String name, String taskId, String key) {
        this.nobody = nobody;
        this.name = name;
        this.taskId = taskId;
        this.key = key;
    }

    /** Leases the host from now on, and returns when its deployment waits for the machine to boot. */
    public static PlayedMachine deploy(Session admin, Session user, String host) {
        Leases.fault(admin, host, Map.of("never_network_boots", true));
        user.post(Leases.PATH, Leases.of("played-" + host, host, "now",
                        Leases.minute(Leases.now(user).plus(Duration.ofDays(1)))))
                .expect(201);
        String task = Leases.awaitDeployment(admin, host, "running").path("task_id").asString();
        Session nobody = admin.with("X-Auth-Token", "");
        String mac = admin.get("/api/v1.0/nodes").expect(200).json().valueStream()
                .filter(node -> node.path("hostname").asString().equals(host))
                .findFirst().orElseThrow().path("boot_mac").asString();
        String key = Await.value("a boot script with a key for " + host, () -> {
            Matcher script = KEY.matcher(nobody.get("/berth/v1/netboot/" + mac).body());
            return script.find() ? Optional.of(script.group(1)) : Optional.empty();
        });
        return new PlayedMachine(nobody, host, task, key);
    }

    public String name() {
        return name;
    }

    /** The deployment of the lease. */
    public String taskId() {
        return taskId;
    }

    /** For {@code X-Bootaction-Key}. */
    public String key() {
        return key;
    }

    /** The id of the boot action that reports, as the downloaded script has it. */
    public String actionId() {
        StringBuilder text = new StringBuilder();
        read("files", (entry, content) -> text.append(new String(content, StandardCharsets.UTF_8)));
        Matcher action = ACTION.matcher(text);
        if (!action.find()) {
            throw new AssertionError("no boot action id in the files of " + name + ":\n" + text);
        }
        return action.group(1);
    }

    /** What the archive holds. */
    public List<TarArchiveEntry> download(String kind) {
        List<TarArchiveEntry> entries = new ArrayList<>();
        read(kind, (entry, content) -> entries.add(entry));
        return entries;
    }

    private interface Reader {
        void read(TarArchiveEntry entry, byte[] content);
    }

    private void read(String kind, Reader reader) {
        byte[] archive = nobody.with("X-Bootaction-Key", key).get("/api/v1.0/bootdata/" + name + "/" + kind).expect(200).bytes();
        try (var tar = new TarArchiveInputStream(new GzipCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                reader.read(entry, tar.readAllBytes());
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

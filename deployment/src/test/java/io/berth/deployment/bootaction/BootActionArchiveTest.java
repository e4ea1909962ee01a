package io.berth.deployment.bootaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.design.document.BootAction.AssetType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootActionArchiveTest {

    private static final List<RenderedAsset> ASSETS = List.of(
            asset("/etc/ridge/identity.env", 0640, "HOSTNAME=n1"),
            asset("/opt/ridge/firstboot.sh", 04755, "#!/bin/sh\n"),
            asset("/etc/ridge/identity.env", 0555, "again"),
            asset("/" + "long/".repeat(60) + "größe", 0600, ""));

    @Test
    void members_have_absolute_names_modes_root_as_owner_and_no_date() throws IOException {
        var read = new ArrayList<String>();
        try (var tar = new TarArchiveInputStream(
                new GZIPInputStream(new ByteArrayInputStream(BootActionArchive.of(ASSETS))), 10240, 512, "UTF-8", false)) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.isFile()).isTrue();
                assertThat(entry.getLongUserId()).isZero();
                assertThat(entry.getLongGroupId()).isZero();
                assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
                assertThat(entry.getLastModifiedTime().toMillis()).isZero();
                read.add(Integer.toOctalString(entry.getMode()) + " " + new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }

        assertThat(read).containsExactly("640 HOSTNAME=n1", "4755 #!/bin/sh\n", "555 again", "600 ");
    }

    @Test
    void gnu_tar_lists_it_as_nodes_will_unpack_it(@TempDir Path folder) throws Exception {
        assertThat(listing(folder, ASSETS).lines().map(line -> line.replaceAll(" +", " ")).toList())
                .containsExactly(
                        "-rw-r----- 0/0 11 1970-01-01 00:00 /etc/ridge/identity.env",
                        "-rwsr-xr-x 0/0 10 1970-01-01 00:00 /opt/ridge/firstboot.sh",
                        "-r-xr-xr-x 0/0 5 1970-01-01 00:00 /etc/ridge/identity.env",
                        "-rw------- 0/0 0 1970-01-01 00:00 /" + "long/".repeat(60) + "größe");
    }

    @Test
    void nothing_to_deliver_is_a_valid_empty_archive(@TempDir Path folder) throws Exception {
        assertThat(listing(folder, List.of())).isEmpty();
    }

    @Test
    void the_same_assets_make_the_same_bytes() {
        assertThat(BootActionArchive.of(ASSETS)).isEqualTo(BootActionArchive.of(ASSETS));
    }

    private static String listing(Path folder, List<RenderedAsset> assets) throws IOException, InterruptedException {
        Path archive = Files.write(folder.resolve("a.tar.gz"), BootActionArchive.of(assets));
        var tar = new ProcessBuilder("tar", "-tvzPf", archive.toString(), "--numeric-owner", "--quoting-style=literal");
        tar.environment().put("TZ", "UTC");
        var process = tar.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static RenderedAsset asset(String path, int mode, String content) {
        return new RenderedAsset("action", AssetType.FILE, path, mode, content.getBytes(StandardCharsets.UTF_8));
    }
}

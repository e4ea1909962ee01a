package io.berth.hardware.sim.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which boot data a node installs, and which it refuses. */
class BootArchiveTest {

    @Test
    void members_keep_their_absolute_names_modes_and_bytes() throws Exception {
        byte[] archive = archive(entry("/opt/ridge/firstboot.sh", 0100700, 0, 0), entry("/etc/ridge/identity.env", 0100640, 0, 0));

        assertThat(BootArchive.unpack(archive)).containsExactly(
                new NodeFile("/opt/ridge/firstboot.sh", 0700, "content".getBytes(StandardCharsets.UTF_8)),
                new NodeFile("/etc/ridge/identity.env", 0640, "content".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void an_empty_archive_installs_nothing() throws Exception {
        assertThat(BootArchive.unpack(archive())).isEmpty();
    }

    static Stream<Arguments> refused() throws Exception {
        TarArchiveEntry link = new TarArchiveEntry("/etc/link", TarConstants.LF_SYMLINK, true);
        link.setLinkName("/etc/passwd");
        byte[] whole = archive(entry("/etc/a", 0100644, 0, 0));
        return Stream.of(
                Arguments.of("a relative name", archive(entry("etc/a", 0100644, 0, 0)), "no absolute path"),
                Arguments.of("a name that climbs", archive(entry("/etc/../../a", 0100644, 0, 0)), "no absolute path"),
                Arguments.of("another owner", archive(entry("/etc/a", 0100644, 1000, 0)), "does not belong to root"),
                Arguments.of("another group", archive(entry("/etc/a", 0100644, 0, 100)), "does not belong to root"),
                Arguments.of("a link", archive(link), "no regular file"),
                Arguments.of("half an archive", Arrays.copyOf(whole, whole.length / 2), "broken"),
                Arguments.of("no archive", "{}".getBytes(StandardCharsets.UTF_8), "broken"),
                Arguments.of("no bytes", new byte[0], "broken"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void what_a_real_node_would_install_wrongly_is_refused(String what, byte[] archive, String reason) {
        assertThatThrownBy(() -> BootArchive.unpack(archive)).isInstanceOf(NodeFailure.class).hasMessageContaining(reason);
    }

    static TarArchiveEntry entry(String name, int mode, int uid, int gid) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setMode(mode);
        entry.setIds(uid, gid);
        return entry;
    }

    static byte[] archive(TarArchiveEntry... entries) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (TarArchiveEntry entry : List.of(entries)) {
                byte[] content = entry.isFile() ? "content".getBytes(StandardCharsets.UTF_8) : new byte[0];
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}

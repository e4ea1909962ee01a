package io.berth.hardware.sim.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How boot scripts and units are read. */
class BootScriptTest {

    private static final BootScript INSTALL = new BootScript.Install("n1", "00ff", URI.create("http://127.0.0.1:8770"));

    static Stream<Arguments> scripts() {
        return Stream.of(
                Arguments.of("#!ipxe\nkernel http://h/vmlinuz berth.host=n1 berth.key=00ff berth.url=http://127.0.0.1:8770 quiet\n"
                        + "initrd http://h/initrd\nboot\n", INSTALL),
                Arguments.of("#!ipxe\nkernel http://h/k \\\n  berth.host=n1 berth.key=00ff \\\n  berth.url=http://127.0.0.1:8770/\nboot\n", INSTALL),
                Arguments.of("#!ipxe\r\nkernel http://h/k berth.host=n1 berth.key=00ff berth.url=http://127.0.0.1:8770\r\nboot\r\n", INSTALL),
                Arguments.of("#!ipxe\nkernel http://h/k\nimgargs k berth.host=n1 berth.key=00ff berth.url=http://127.0.0.1:8770\nboot", INSTALL),
                Arguments.of("#!ipxe\nexit\n", new BootScript.LocalDisk()),
                Arguments.of("#!ipxe\nexit\nkernel http://h/k berth.host=n1 berth.key=00ff berth.url=http://127.0.0.1:8770", new BootScript.LocalDisk()),
                Arguments.of("#!ipxe\nsanboot --no-describe --drive 0x80\n", new BootScript.LocalDisk()),
                Arguments.of("", new BootScript.LocalDisk()),
                Arguments.of("#!ipxe\n# kernel http://h/k berth.host=n1\n", new BootScript.LocalDisk()),
                Arguments.of("kernel http://h/memtest", new BootScript.OtherKernel("kernel http://h/memtest")),
                Arguments.of("kernel k berth.host=n1 berth.key=00ff", new BootScript.OtherKernel("kernel k berth.host=n1 berth.key=00ff")),
                Arguments.of("kernel k berth.host=n1 berth.key=00ff berth.url=ftp://x",
                        new BootScript.OtherKernel("kernel k berth.host=n1 berth.key=00ff berth.url=ftp://x")),
                Arguments.of("kernel k berth.host=../n1 berth.key=00ff berth.url=http://b",
                        new BootScript.OtherKernel("kernel k berth.host=../n1 berth.key=00ff berth.url=http://b")));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void a_script_decides_what_starts(String script, BootScript expected) {
        assertThat(BootScript.parse(script)).isEqualTo(expected);
    }

    @Test
    void the_key_is_not_printed() {
        assertThat(new BootScript.Install("n1", "5ecre7", URI.create("http://b")).toString()).doesNotContain("5ecre7");
    }

    static Stream<Arguments> units() {
        return Stream.of(
                Arguments.of("[Unit]\nExecStart=/no\n[Service]\nType=oneshot\nExecStart=/opt/a.sh\n", List.of("/opt/a.sh")),
                Arguments.of("[Service]\nExecStart=-/opt/a.sh --flag\nExecStart=@/opt/b.sh b\n", List.of("/opt/a.sh", "/opt/b.sh")),
                Arguments.of("[Service]\nExecStart=/bin/sh -e /opt/a.sh\n", List.of("/opt/a.sh")),
                Arguments.of("[Service]\nExecStart = \\\n  /opt/a.sh\n", List.of("/opt/a.sh")),
                Arguments.of("[Service]\nExecStart=/opt/a.sh\nExecStart=\nExecStart=/opt/b.sh\n", List.of("/opt/b.sh")),
                Arguments.of("[Service]\nExecStartPre=/opt/a.sh\nExecStop=/opt/b.sh\n", List.of()),
                Arguments.of("not a unit", List.of()));
    }

    @ParameterizedTest
    @MethodSource("units")
    void a_unit_names_what_it_starts(String unit, List<String> programs) {
        assertThat(UnitFile.execStarts(unit)).isEqualTo(programs);
    }
}

package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.Clients;
import io.berth.acceptance.harness.CommandBlocks;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.SharedBerth;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every command that the documentation tells its reader to type works, in the order of the page, at a simulated site. */
@ExtendWith(ShowBerthOnFailure.class)
@Execution(ExecutionMode.SAME_THREAD)
class DocsTest {
    private static final String DEFAULT_URL = "http://127.0.0.1:8770";

    /** The longest page has twenty commands, each of which starts a process of its own. */
    private static final Duration PAGE_LIMIT = Duration.ofMinutes(5);

    @TestFactory
    Stream<DynamicTest> the_commands_of_each_page_work() throws IOException {
        Path root = root();
        return pages(root).map(page -> DynamicTest.dynamicTest(root.relativize(page).toString(), () -> run(root, page)));
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("README.md"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    private static Stream<Path> pages(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
            List<Path> pages = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
            return Stream.concat(Stream.of(root.resolve("README.md")), pages.stream());
        }
    }

    private static void run(Path root, Path page) throws IOException {
        String script = CommandBlocks.script(root.relativize(page).toString(), Files.readString(page));
        if (!CommandBlocks.hasCommands(script)) {
            return;
        }
        Clients.require();
        Path home = Leftovers.newDirectory("docs");
        Map<String, String> environment = new HashMap<>(Clients.cloud(SharedBerth.url(), home));
        berthCommand(home);
        Path file = Files.writeString(home.resolve("commands.sh"), script.replace(DEFAULT_URL, SharedBerth.url().toString()));
        Clients.Result result =
                Clients.run(environment, List.of("bash", "-c", "cd " + home + " && exec bash " + file), PAGE_LIMIT);
        result.expectSuccess();
    }

    /** {@code ./berth} of the page is the code under test. */
    private static void berthCommand(Path home) throws IOException {
        Path command = Files.writeString(home.resolve("berth"), "#!/bin/sh\nexec '%s/bin/java' -cp '%s' io.berth.server.Main \"$@\"\n"
                .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void only_blocks_marked_as_commands_are_run() {
        String script = CommandBlocks.script("page.md", """
                ```sh
                ./berth serve --fake \\
                  --listen 127.0.0.1:1
                openstack a \\
                  b
                ```
                ```text
                rm -rf /
                ```
                ```console
                $ ./berth version
                0.1.0
                ```
                """);

        assertThat(script).isEqualTo("""
                set -euo pipefail
                echo '--- page.md:2' >&2
                openstack a \\
                  b
                echo '--- page.md:11' >&2
                ./berth version
                """);
    }
}

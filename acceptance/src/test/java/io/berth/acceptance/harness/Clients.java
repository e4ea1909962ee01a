package io.berth.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * OpenStack's own clients, as Debian packages them. Where they are not installed the tests that need them are skipped, except
 * where {@code CI=true}: there, a missing client is a failure.
 */
public final class Clients implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";
    private static final String MODULES = "import openstackclient, osc_placement, blazarclient, cinderclient, openstack";
    private static final String HOW_TO_GET_THEM =
            "apt-get install python3-openstackclient python3-osc-placement python3-blazarclient python3-cinderclient python3-openstacksdk";
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Process server;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    private final Map<String, String> environment;

    private Clients(Process server, Map<String, String> environment) {
        this.server = server;
        this.commands = server.outputWriter(StandardCharsets.UTF_8);
        this.answers = server.inputReader(StandardCharsets.UTF_8);
        this.environment = Map.copyOf(environment);
    }

    /** What a command came to. */
    public record Result(String command, int status, String out, String err) {
        public Result expectSuccess() {
            assertThat(status).as(this::toString).isZero();
            return this;
        }

        /** Output of {@code -f json}; some commands say a line before it. */
        public JsonNode json() {
            expectSuccess();
            List<String> lines = out.lines().dropWhile(line -> !line.startsWith("{") && !line.startsWith("[")).toList();
            assertThat(lines).as(this::toString).isNotEmpty();
            return JsonMapper.shared().readTree(String.join("\n", lines));
        }

        @Override
        public String toString() {
            return "$ " + command + "\n" + out + err + "(exit status " + status + ")";
        }
    }

    /** The environment of a client that logs in with the clouds.yaml of a Berth. */
    public static Map<String, String> cloud(URI berth, Path directory) {
        return Map.of(
                "PATH", "/usr/local/bin:/usr/bin:/bin",
                "HOME", directory.toString(),
                "LANG", "C.UTF-8",
                "OS_CLIENT_CONFIG_FILE", cloudsYaml(berth, directory).toString(),
                "OS_CLOUD", "berth");
    }

    private static Path cloudsYaml(URI berth, Path directory) {
        StringBuilder yaml = new StringBuilder("clouds:\n");
        Map.of("berth", "admin", "berth-demo", "demo").forEach((cloud, user) -> yaml.append("""
                  %s:
                    region_name: RegionOne
                    auth:
                      auth_url: %s/identity/v3
                      username: %s
                      password: %s
                      project_name: %s
                      user_domain_name: Default
                      project_domain_name: Default
                """.formatted(cloud, berth, user, BerthProcess.PASSWORD, user).indent(2)));
        try {
            return Files.writeString(directory.resolve("clouds.yaml"), yaml.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Skips the test, or in CI fails it, where the clients are missing. */
    public static void require() {
        boolean areInstalled = Installed.YES;
        if ("true".equals(System.getenv("CI"))) {
            assertThat(areInstalled).as("CI has OpenStack's clients: " + HOW_TO_GET_THEM).isTrue();
        }
        assumeTrue(areInstalled, "OpenStack's clients are not installed: " + HOW_TO_GET_THEM);
    }

    private static final class Installed {
        static final boolean YES = Files.isExecutable(Path.of(PYTHON)) && run(Map.of(), List.of(PYTHON, "-c", MODULES)).status() == 0;
    }

    /** Starts what runs the command line clients, with this environment and nothing of the test's own. */
    public static Clients start(Map<String, String> environment) {
        require();
        try {
            Process server = new ProcessBuilder(PYTHON, script("client_server.py").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Clients(server, environment);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A script of {@code src/test/python}, wherever the tests are run from. */
    public static Path script(String name) {
        for (String base : List.of("src/test/python", "acceptance/src/test/python")) {
            if (Files.exists(Path.of(base, name))) {
                return Path.of(base, name).toAbsolutePath();
            }
        }
        throw new AssertionError("no src/test/python/" + name + " below " + Path.of("").toAbsolutePath());
    }

    /** Runs {@code openstack} with these arguments. */
    public Result openstack(String... arguments) {
        return run("openstack", Map.of(), arguments);
    }

    /** Runs a client: openstack, cinder or blazar. */
    public synchronized Result run(String program, Map<String, String> more, String... arguments) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        try {
            commands.write(JsonMapper.shared().writeValueAsString(
                    Map.of("program", program, "arguments", arguments, "environment", all)));
            commands.newLine();
            commands.flush();
            JsonNode answer = JsonMapper.shared().readTree(answers.readLine());
            return new Result(program + " " + String.join(" ", arguments), answer.path("status").asInt(),
                    answer.path("stdout").asString(), answer.path("stderr").asString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs a Python script of {@code src/test/python} with the interpreter that has the SDK. */
    public static Result python(Map<String, String> environment, String script, String... arguments) {
        require();
        List<String> command = new ArrayList<>(List.of(PYTHON, script(script).toString()));
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    /** Runs any command to its end, in this environment alone. */
    public static Result run(Map<String, String> environment, List<String> command) {
        return run(environment, command, LIMIT);
    }

    /** @param limit after which it is stopped, with status 124 */
    public static Result run(Map<String, String> environment, List<String> command, Duration limit) {
        try {
            Path out = Files.createTempFile("berth-client", ".out");
            Path err = Files.createTempFile("berth-client", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().clear();
                builder.environment().putAll(environment);
                Process process = builder.start();
                boolean hasEnded = process.waitFor(limit);
                if (!hasEnded) {
                    process.destroyForcibly().waitFor();
                }
                return new Result(String.join(" ", command), hasEnded ? process.exitValue() : 124, Files.readString(out),
                        Files.readString(err) + (hasEnded ? "" : "\nstopped after " + limit.toSeconds() + " s"));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stop);
        }
    }

    /** A resource of the tests, as text. */
    public static String resource(String path) {
        try (InputStream file = Clients.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new AssertionError("no resource " + path);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        server.destroy();
    }
}

package io.berth.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.server.cli.BerthCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs subcommands of {@code berth} that ask the shared Berth, in this process: starting one for each takes a second. */
public final class AskedBerth {
    private AskedBerth() {}

    /** What a command came to. */
    public record Said(int status, String out, String err) {
        public Said expect(int wanted) {
            assertThat(status).as(toString()).isEqualTo(wanted);
            return this;
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    /** Runs a subcommand as a user of the project of the same name. */
    public static Said as(String user, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", SharedBerth.url().toString()));
        all.addAll(List.of("--os-username", user, "--os-project-name", user, "--os-password", BerthProcess.PASSWORD));
        int status = BerthCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        return new Said(status, out.toString(), err.toString());
    }
}

package io.berth.server.cli.remote;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * A command that asks a running Berth something, and shows the answer: for people, or with {@code --json} as the API gave it.
 * A refusal is told in the API's words, with exit status 1, or 3 where it is Berth's own failure; with {@code --json} its body goes to
 * standard output too.
 */
public abstract class AskingCommand implements Callable<Integer> {
    /** The exit status of a question that was refused, and of an audit that found something. */
    protected static final int FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print the answer as the API gives it.")
    private boolean asJson;

    @ArgGroup(validate = false, order = 100, heading = "%nWhere Berth runs, and who asks:%n")
    private RunningBerth berth = new RunningBerth();

    /** Asks, usually once. */
    protected abstract JsonNode ask(RunningBerth berth);

    /** Shows the answer to people. */
    protected abstract void show(JsonNode answer, Screen screen);

    /** The exit status that goes with an answer. */
    protected int status(JsonNode answer) {
        return 0;
    }

    @Override
    public final Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode answer;
        try {
            answer = ask(berth);
        } catch (Refused refused) {
            if (asJson) {
                out.println(refused.body());
            }
            throw refused;
        }
        if (asJson) {
            out.println(answer);
        } else {
            show(answer, new Screen(out));
        }
        out.flush();
        return status(answer);
    }

    /** That the command was called the wrong way: told with the usage, exit status 2. */
    protected final RuntimeException misuse(String message) {
        return new picocli.CommandLine.ParameterException(spec.commandLine(), message);
    }
}

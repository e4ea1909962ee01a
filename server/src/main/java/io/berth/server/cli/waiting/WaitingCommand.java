package io.berth.server.cli.waiting;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Leases that wait for what they reserve. */
@Command(
        name = "waiting",
        description = "Wait for a lease: have it as soon as there is what it reserves, by a deadline.",
        subcommands = {
            WaitingListCommand.class,
            WaitingShowCommand.class,
            WaitingCreateCommand.class,
            WaitingDeleteCommand.class,
            CommandLine.HelpCommand.class
        })
public final class WaitingCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do with waiting leases: list, show, create or delete");
    }
}

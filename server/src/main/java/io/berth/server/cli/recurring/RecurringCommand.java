package io.berth.server.cli.recurring;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Leases that come again. */
@Command(
        name = "recurring",
        description = "Have a lease again and again, by a rule.",
        subcommands = {
            RecurringListCommand.class,
            RecurringShowCommand.class,
            RecurringCreateCommand.class,
            RecurringDeleteCommand.class,
            CommandLine.HelpCommand.class
        })
public final class RecurringCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do with recurring leases: list, show, create or delete");
    }
}

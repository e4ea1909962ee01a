package io.berth.server.cli.budget;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What projects may reserve at most. */
@Command(
        name = "budget",
        description = "See and set what projects may reserve at most.",
        subcommands = {
            BudgetListCommand.class,
            BudgetShowCommand.class,
            BudgetSetCommand.class,
            BudgetRemoveCommand.class,
            CommandLine.HelpCommand.class
        })
public final class BudgetCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do with budgets: list, show, set or remove");
    }
}

package io.berth.server.cli.audit;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Has a running Berth check itself. */
@Command(
        name = "audit",
        description = "Have a running Berth check itself.",
        subcommands = {LedgerAuditCommand.class, LeasesAuditCommand.class, CommandLine.HelpCommand.class})
public final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to audit");
    }
}

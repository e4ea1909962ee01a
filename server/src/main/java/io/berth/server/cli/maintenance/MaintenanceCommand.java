package io.berth.server.cli.maintenance;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Hosts that are closed to leases. */
@Command(
        name = "maintenance",
        description = "See which hosts are closed to leases, close and open them.",
        subcommands = {
            MaintenanceListCommand.class,
            MaintenanceShowCommand.class,
            MaintenanceCloseCommand.class,
            MaintenanceEndCommand.class,
            MaintenanceLiftCommand.class,
            CommandLine.HelpCommand.class
        })
public final class MaintenanceCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: list, show, close, end or lift");
    }
}

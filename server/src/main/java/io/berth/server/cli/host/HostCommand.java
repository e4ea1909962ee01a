package io.berth.server.cli.host;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Whether hosts are well. */
@Command(
        name = "host",
        description = "See and say whether hosts are healthy, and list the hosts of a lease.",
        subcommands = {
            HostHealthCommand.class,
            FailedHostsCommand.class,
            LeaseHostsCommand.class,
            CommandLine.HelpCommand.class
        })
public final class HostCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do with hosts: health, failed or list");
    }
}

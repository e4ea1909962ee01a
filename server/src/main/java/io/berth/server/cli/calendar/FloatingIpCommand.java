package io.berth.server.cli.calendar;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Addresses that can be reserved. To register and remove them is for {@code openstack reservation floatingip}. */
@Command(
        name = "floatingip",
        description = "See which lease has which of the addresses that can be reserved.",
        subcommands = {FloatingIpListCommand.class, FloatingIpCalendarCommand.class, CommandLine.HelpCommand.class})
public final class FloatingIpCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to show of addresses: list or calendar");
    }
}

package io.berth.server.cli;

import io.berth.server.Version;
import io.berth.server.cli.audit.AuditCommand;
import io.berth.server.cli.budget.BudgetCommand;
import io.berth.server.cli.calendar.AvailabilityCommand;
import io.berth.server.cli.calendar.CalendarCommand;
import io.berth.server.cli.calendar.FloatingIpCommand;
import io.berth.server.cli.calendar.NextWindowCommand;
import io.berth.server.cli.host.HostCommand;
import io.berth.server.cli.lease.TryLeaseCommand;
import io.berth.server.cli.ledger.CandidatesCommand;
import io.berth.server.cli.ledger.ExplainCommand;
import io.berth.server.cli.maintenance.MaintenanceCommand;
import io.berth.server.cli.recurring.RecurringCommand;
import io.berth.server.cli.remote.NotAnswered;
import io.berth.server.cli.remote.Refused;
import io.berth.server.cli.waiting.WaitingCommand;
import io.berth.server.config.ConfigProblem;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: what each command does stands in the class of its name. */
@Command(
        name = "berth",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        usageHelpWidth = 110,
        versionProvider = BerthCommand.VersionText.class,
        description = {
            "Reserves, places and deploys machines, through the APIs that OpenStack's and Airship's clients speak.",
            "",
            "First look:      berth demo",
            "A fake cloud:    berth serve --fake",
            "The real thing:  berth serve --database jdbc:postgresql://…",
            "Ask a Berth:     berth availability --os-cloud berth"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:Done. Of an audit: nothing is wrong.",
            "1:It failed or was refused. Of an audit: something is wrong.",
            "2:The command line or the configuration cannot be used.",
            "3:Berth does not answer, or cannot now: a later try may succeed."
        },
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            RoutesCommand.class,
            AvailabilityCommand.class,
            NextWindowCommand.class,
            CalendarCommand.class,
            FloatingIpCommand.class,
            TryLeaseCommand.class,
            WaitingCommand.class,
            RecurringCommand.class,
            CandidatesCommand.class,
            ExplainCommand.class,
            BudgetCommand.class,
            HostCommand.class,
            MaintenanceCommand.class,
            AuditCommand.class,
            ClockCommand.class,
            BerthCommand.VersionCommand.class,
            CommandLine.HelpCommand.class
        })
public final class BerthCommand implements Runnable {
    static final int FAILED = 1;
    static final int MISUSED = 2;
    static final int NOT_ANSWERED = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the command line given; the answer is the process's exit status, as in {@code berth --help}. */
    public static int run(String[] arguments) {
        return run(new CommandLine(new BerthCommand()), arguments);
    }

    /** The same, printing elsewhere than on the standard streams. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(new CommandLine(new BerthCommand()).setOut(out).setErr(err), arguments);
    }

    private static int run(CommandLine line, String... arguments) {
        return line.setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(command.getColorScheme().errorText("berth: " + reason(failure)));
                    return status(failure);
                })
                .execute(arguments);
    }

    private static int status(Exception failure) {
        return switch (failure) {
            case ConfigProblem unusable -> MISUSED;
            case NotAnswered nobody when nobody.isForNow() -> NOT_ANSWERED;
            case Refused refused when refused.isForNow() -> NOT_ANSWERED;
            case Exception failed -> FAILED;
        };
    }

    private static String reason(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }

    /** The version, for scripts. */
    @Command(name = "version", description = "Print the version.")
    static final class VersionCommand implements Runnable {
        @Override
        public void run() {
            System.out.println(Version.text());
        }
    }

    static final class VersionText implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"berth " + Version.text()};
        }
    }
}

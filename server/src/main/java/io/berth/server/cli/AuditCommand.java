package io.berth.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Has a running Berth check itself. */
@Command(
        name = "audit",
        description = "Have a running Berth check itself.",
        subcommands = {AuditCommand.LedgerCommand.class, CommandLine.HelpCommand.class})
final class AuditCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to audit");
    }

    /** The ledger in memory against the database. */
    @Command(
            name = "ledger",
            description = {
                "Compare what one replica holds of the ledger in memory with the database.",
                "",
                "Exits with 0 if they are the same, with 1 if they are not. Inventories of which more is used than they have are",
                "told too: that happens where somebody made an inventory smaller, and is no difference."
            })
    static final class LedgerCommand implements Callable<Integer> {
        @Mixin
        private RunningBerth berth = new RunningBerth();

        @Option(names = "--json", description = "Print the answer as it came.")
        private boolean asJson;

        @Override
        public Integer call() {
            JsonNode audit = berth.get("/berth/v1/audit/ledger");
            if (asJson) {
                System.out.println(audit);
            } else {
                System.out.println("providers      " + audit.path("providers").asInt());
                System.out.println("consumers      " + audit.path("consumers").asInt());
                System.out.println("differences    " + audit.path("differences").size());
                audit.path("differences").forEach(it -> System.out.println("  " + it.path("subject").asString()
                        + "\n    in the database: " + it.path("in_database").asString()
                        + "\n    in memory:       " + it.path("in_memory").asString()));
                System.out.println("over capacity  " + audit.path("over_capacity").size());
                audit.path("over_capacity").forEach(it -> System.out.println("  " + it.path("resource_provider").asString() + " "
                        + it.path("resource_class").asString() + ": " + it.path("used").asLong() + " of "
                        + it.path("capacity").asLong()));
            }
            return audit.path("clean").asBoolean() ? 0 : BerthCommand.FAILED;
        }
    }
}

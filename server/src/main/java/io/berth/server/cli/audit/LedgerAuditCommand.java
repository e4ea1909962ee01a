package io.berth.server.cli.audit;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** The ledger in memory against the database. */
@Command(
        name = "ledger",
        description = {
            "Compare what one replica holds of the ledger in memory with the database.",
            "",
            "Exits with 0 if they are the same, with 1 if they are not. Inventories that are over capacity are listed too: "
                    + "that happens when somebody makes an inventory smaller, and is no difference."
        },
        footer = {"", "Example:", "", "  berth audit ledger --url http://berth.example.org:8770"})
final class LedgerAuditCommand extends AskingCommand {
    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(Address.of("/berth/v1/audit/ledger"));
    }

    @Override
    protected void show(JsonNode audit, Screen screen) {
        screen.say("providers      " + audit.path("providers").asInt());
        screen.say("consumers      " + audit.path("consumers").asInt());
        screen.say("differences    " + audit.path("differences").size());
        audit.path("differences").forEach(it -> {
            screen.say("  " + it.path("subject").asString());
            screen.say("    in the database: " + it.path("in_database").asString());
            screen.say("    in memory:       " + it.path("in_memory").asString());
        });
        screen.say("over capacity  " + audit.path("over_capacity").size());
        audit.path("over_capacity").forEach(it -> screen.say("  " + it.path("resource_provider").asString() + " "
                + it.path("resource_class").asString() + ": " + it.path("used").asLong() + " of "
                + it.path("capacity").asLong()));
    }

    @Override
    protected int status(JsonNode audit) {
        return audit.path("clean").asBoolean() ? 0 : FAILED;
    }
}

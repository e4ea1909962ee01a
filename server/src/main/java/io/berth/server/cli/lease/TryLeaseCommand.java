package io.berth.server.cli.lease;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What would become of a lease. */
@Command(
        name = "try-lease",
        description = {
            "Tell whether a lease would be granted now, and how its hosts would be chosen.",
            "",
            "With --lease: whether that lease could be changed or deleted. Nothing is written.",
            "Exits with 1 and the reason where it would be refused."
        },
        footer = {
            "",
            "Example: could I have one to three hosts for the first day of 2030?",
            "",
            "  berth try-lease --min 1 --max 3 --start '2030-01-01 00:00' --end '2030-01-02 00:00'",
            "",
            "Example: could I keep this lease for a day more?",
            "",
            "  berth try-lease --lease 6ee55c78-ac52-41a6-99af-2d2d73bcc466 --end '2030-01-03 00:00'"
        })
public final class TryLeaseCommand extends AskingCommand {
    @Mixin
    private LeaseWishes wishes = new LeaseWishes();

    @Option(names = "--lease", paramLabel = "ID", description = "An existing lease: try to change it by --start, --end or --reservation, or to --delete it.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--delete", description = "Try to delete the lease.")
    private boolean isDeleted;

    @Override
    protected JsonNode ask(RunningBerth berth) {
        Address leases = Address.of("/reservation/v1/leases");
        if (id.isEmpty()) {
            if (isDeleted) {
                throw misuse("say which lease: --lease ID");
            }
            Map<String, Object> lease = wishes.lease("try");
            lease.put("events", List.of());
            return berth.post(leases.with("dry_run", true), lease);
        }
        Address one = leases.below(id.get()).with("dry_run", true);
        Map<String, Object> change = wishes.change();
        if (isDeleted != change.isEmpty()) {
            throw misuse("say what becomes of the lease: --delete, or what changes");
        }
        return isDeleted ? berth.delete(one) : berth.put(one, change);
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        String lease = ", from " + answer.at("/lease/start_date").asString() + " to " + answer.at("/lease/end_date").asString();
        screen.say((isDeleted ? "it would be deleted" : id.isPresent() ? "it would be changed" : "it would be granted") + lease);
        if (!answer.path("explanation").isEmpty()) {
            screen.say("");
            screen.steps(answer.path("explanation"));
        }
    }
}

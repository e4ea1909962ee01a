package io.berth.deployment.boot;

import io.berth.base.Decision;
import io.berth.deployment.DeploymentChange.BootActionFinished;
import io.berth.deployment.DeploymentChange.MessagesAdded;
import io.berth.deployment.DeploymentChange;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.TaskStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A node reports on one of its boot actions (seed Drydock, contract drydock §4.13): messages for the step that deploys the
 * node and, once, how the action ended. All of a report is kept, or nothing.
 */
public final class ReportBootAction {
    /** How many messages of one boot action are kept. */
    public static final int MESSAGES_MAX = 1_000;

    private ReportBootAction() {}

    /** @param status absent where the action goes on */
    public record Report(Optional<PlannedAction.Status> status, List<Detail> details) {
        public Report {
            details = List.copyOf(details);
        }
    }

    /** @param extra a JSON object: whatever was said beside the message */
    public record Detail(String message, boolean isError, String extra) {}

    /** @param messages how many messages of the action are kept already */
    public record View(Optional<PlannedAction> action, int messages) {}

    public static View view(Handle tx, String id) {
        Optional<PlannedAction> action = BootStore.action(tx, id);
        return new View(action, action.map(it -> TaskStore.countMessages(tx, it.task(), id)).orElse(0));
    }

    /**
     * Refusals come in the order of contract drydock §4.13.
     *
     * @param key as sent; empty where none was
     * @param report absent where the body is none
     */
    public static Decision<PlannedAction> decide(String id, String key, Optional<Report> report, View view, Instant now) {
        if (view.action().isEmpty()) {
            return Decision.refuse(new BootRefusal.UnknownAction(id));
        }
        PlannedAction action = view.action().get();
        Optional<BootRefusal> wrongKey = refusal(action.key(), key);
        if (wrongKey.isPresent()) {
            return Decision.refuse(wrongKey.get());
        }
        if (report.isEmpty()) {
            return Decision.refuse(new BootRefusal.BadReport());
        }
        if (action.status() != PlannedAction.Status.INCOMPLETE) {
            return Decision.refuse(new BootRefusal.Finalized(id));
        }
        if (view.messages() + report.get().details().size() > MESSAGES_MAX) {
            return Decision.refuse(new BootRefusal.TooMuch("messages of this boot action", MESSAGES_MAX));
        }
        return accept(action, report.get(), now);
    }

    /** Why a key does not open what another key guards; absent where it does. */
    public static Optional<BootRefusal> refusal(BootKey right, String given) {
        if (given.isEmpty()) {
            return Optional.of(new BootRefusal.NoKey());
        }
        return right.matches(given) ? Optional.empty() : Optional.of(new BootRefusal.WrongKey());
    }

    private static Decision<PlannedAction> accept(PlannedAction action, Report report, Instant now) {
        List<DeploymentChange> changes = new ArrayList<>();
        List<ResultMessage> messages = report.details().stream()
                .map(detail -> new ResultMessage(
                        now, detail.message(), detail.isError(), "bootaction", action.id(), detail.extra()))
                .toList();
        if (!messages.isEmpty()) {
            changes.add(new MessagesAdded(action.task(), messages));
        }
        report.status().ifPresent(status -> changes.add(new BootActionFinished(action.id(), action.nodeName(), status)));
        return Decision.accept(changes, report.status().map(action::with).orElse(action));
    }
}

package io.berth.deployment.action;

import io.berth.deployment.design.CompiledDesign;
import io.berth.deployment.design.document.DesignMessage;
import io.berth.deployment.reference.Designs;
import io.berth.deployment.reference.LoadedDesign;
import io.berth.deployment.run.TaskRun;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.validation.DesignValidator;
import io.berth.deployment.validation.ValidationReport;
import io.berth.deployment.validation.rule.PlatformOffer;
import io.berth.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Loads designs for tasks and asks the rules about them: a design that breaks one is not acted on (contract drydock §6). */
public final class DesignChecks {
    private final Designs designs;
    private final Supplier<PlatformOffer> offer;

    public DesignChecks(Designs designs, Supplier<PlatformOffer> offer) {
        this.designs = designs;
        this.offer = offer;
    }

    UsableDesign usable(TaskRun run) {
        LoadedDesign loaded = designs.load(run.root().designRef());
        run.checkNotStopped();
        return switch (loaded) {
            case LoadedDesign.Unreachable unreachable ->
                new UsableDesign.Unusable(List.of(ResultMessage.plain(run.now(), unreachable.reason(), true)));
            case LoadedDesign.Read read -> {
                ValidationReport report = DesignValidator.validate(read.site(), offer.get());
                yield report.isSuccess() && read.compiled() instanceof CompiledDesign.Compiled compiled
                        ? new UsableDesign.Usable(compiled.design())
                        : new UsableDesign.Unusable(errors(report, run.now()));
            }
        };
    }

    /** All that the rules say about the task's design. */
    sealed interface Verdict {
        record Judged(ValidationReport report) implements Verdict {}

        record Unreachable(String reason) implements Verdict {}
    }

    Verdict judge(TaskRun run) {
        LoadedDesign loaded = designs.load(run.root().designRef());
        run.checkNotStopped();
        return switch (loaded) {
            case LoadedDesign.Unreachable unreachable -> new Verdict.Unreachable(unreachable.reason());
            case LoadedDesign.Read read -> new Verdict.Judged(DesignValidator.validate(read.site(), offer.get()));
        };
    }

    private static List<ResultMessage> errors(ValidationReport report, Instant now) {
        return report.messages().stream()
                .filter(DesignMessage::isError)
                .map(message -> message(message, now))
                .toList();
    }

    /** A finding as a task's message: its code, level and diagnostic are kept beside it. */
    static ResultMessage message(DesignMessage message, Instant now) {
        return switch (message) {
            case DesignMessage.Note note ->
                new ResultMessage(now, note.message(), note.isError(), note.contextType(), note.context(), ResultMessage.NO_EXTRA);
            case DesignMessage.Finding finding -> new ResultMessage(
                    now,
                    finding.message(),
                    finding.isError(),
                    "NA",
                    "NA",
                    Json.text(Map.of(
                            "name", finding.code(),
                            "level", finding.level().wireName(),
                            "diagnostic", finding.diagnostic())));
        };
    }
}

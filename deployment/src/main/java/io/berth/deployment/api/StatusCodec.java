package io.berth.deployment.api;

import io.berth.deployment.design.document.DesignMessage;
import io.berth.deployment.validation.ValidationReport;
import io.berth.http.Json;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** E3: status objects, of validated designs and of health (contract drydock §13.1, §4.3). */
final class StatusCodec {
    private StatusCodec() {}

    static ObjectNode report(ValidationReport report, Instant now) {
        ObjectNode node = head();
        node.put("message", report.message()).put("reason", report.reason()).put("status", report.status());
        ObjectNode details = node.putObject("details").put("errorCount", report.errorCount());
        ArrayNode list = details.putArray("messageList");
        report.messages().forEach(message -> list.add(message(message, now)));
        return node.put("code", report.code());
    }

    /** A design that could not even be fetched, in the shape of one that did not load. */
    static ObjectNode unreachable(String reason, int code, Instant now) {
        ObjectNode node = head();
        node.putNull("message").putNull("reason").put("status", "failure");
        ObjectNode details = node.putObject("details").put("errorCount", 1);
        details.putArray("messageList").add(message(DesignMessage.Note.loadError(reason), now));
        return node.put("code", code);
    }

    /** @param problems one sentence each; none means health */
    static ObjectNode health(List<String> problems, int code) {
        ObjectNode node = head();
        node.put("status", problems.isEmpty() ? "Success" : "Failure");
        node.put("message", problems.isEmpty() ? "" : "Drydock failed to respond");
        node.put("reason", "HealthCheck");
        ArrayNode list = node.putObject("details").put("errorCount", problems.size()).putArray("messageList");
        problems.forEach(problem ->
                list.addObject().put("message", problem).put("error", true).put("kind", "SimpleMessage"));
        return node.put("code", code);
    }

    private static ObjectNode head() {
        ObjectNode node = Json.object();
        node.put("kind", "Status").put("apiVersion", "v1.0").putObject("metadata");
        return node;
    }

    private static ObjectNode message(DesignMessage message, Instant now) {
        return switch (message) {
            case DesignMessage.Note note -> {
                ObjectNode node = Json.object()
                        .put("message", note.message())
                        .put("error", note.isError())
                        .put("context_type", note.contextType())
                        .put("context", note.context())
                        .put("ts", Times.fresh(now));
                node.putObject("extra");
                yield node;
            }
            case DesignMessage.Finding finding -> {
                ObjectNode node = Json.object()
                        .put("kind", "ValidationMessage")
                        .put("name", finding.code())
                        .put("message", finding.message())
                        .put("error", finding.isError())
                        .put("level", finding.level().wireName())
                        .put("diagnostic", finding.diagnostic())
                        .put("ts", Times.fresh(now));
                ArrayNode documents = node.putArray("documents");
                finding.documents()
                        .forEach(it -> documents.addObject().put("schema", it.schema()).put("name", it.name()));
                yield node;
            }
        };
    }
}

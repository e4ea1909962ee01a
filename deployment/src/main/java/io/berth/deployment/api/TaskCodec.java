package io.berth.deployment.api;

import io.berth.deployment.node.BuildData;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.Task;
import io.berth.deployment.task.TaskResult;
import io.berth.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks and build data on the wire (contract drydock §5.1, §15). */
final class TaskCodec {
    private final String baseUrl;

    /** @param baseUrl Berth's own, for links to build data */
    TaskCodec(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** A task as it is read back. */
    ObjectNode task(Task task, List<UUID> steps, List<ResultMessage> messages) {
        return task(task, steps, messages, Times::stored);
    }

    /** A task that was just made: its times still carry their offset. */
    ObjectNode created(Task task) {
        return task(task, List.of(), List.of(), Times::fresh);
    }

    private ObjectNode task(
            Task task, List<UUID> steps, List<ResultMessage> messages, Function<Instant, String> time) {
        ObjectNode node = Json.object();
        node.put("kind", "Task").put("apiVersion", "v1").put("task_id", task.id().toString());
        node.put("action", task.action().wireName());
        node.put("parent_task_id", task.parent().map(UUID::toString).orElse(null));
        node.put("design_ref", task.designRef());
        node.put("status", task.status().wireName());
        node.set("result", result(task, messages));
        task.nodeFilter().ifPresentOrElse(filter -> node.set("node_filter", filter), () -> node.putNull("node_filter"));
        ArrayNode ids = node.putArray("subtask_id_list");
        steps.forEach(step -> ids.add(step.toString()));
        node.put("created", time.apply(task.createdAt()));
        node.put("created_by", task.isRoot() ? task.origin().userName().orElse(null) : null);
        node.put("updated", time.apply(task.updatedAt()));
        node.put("terminated", task.terminatedAt().map(time).orElse(null));
        node.put("terminated_by", task.terminatedBy().orElse(null));
        node.put("terminate", task.terminate());
        node.put("retry", task.retry());
        return node;
    }

    ObjectNode result(Task task, List<ResultMessage> messages) {
        TaskResult result = task.result();
        ObjectNode node = Json.object();
        node.put("kind", "Status").put("apiVersion", "v1.0").putObject("metadata");
        node.putNull("message").putNull("reason").put("status", result.outcome().wireName());
        result.successes().forEach(node.putArray("successes")::add);
        result.failures().forEach(node.putArray("failures")::add);
        ArrayNode links = node.putArray("links");
        if (result.hasLogs()) {
            links.addObject()
                    .put("rel", "detail_logs")
                    .put("href", baseUrl + DrydockApi.PREFIX + "/tasks/" + task.id() + "/builddata");
        }
        ObjectNode details = node.putObject("details");
        details.put("errorCount", messages.stream().filter(ResultMessage::isError).count());
        ArrayNode list = details.putArray("messageList");
        messages.forEach(message -> list.add(message(message)));
        return node;
    }

    private static ObjectNode message(ResultMessage message) {
        return Json.object()
                .put("message", message.message())
                .put("error", message.isError())
                .put("context_type", message.contextType())
                .put("context", message.context())
                .put("ts", Times.stored(message.at()))
                .put("extra", message.extra());
    }

    static ArrayNode buildData(List<BuildData> items) {
        ArrayNode list = Json.array();
        for (BuildData item : items) {
            list.addObject()
                    .put("node_name", item.nodeName())
                    .put("generator", item.generator())
                    .put("collected_date", Times.fresh(item.collectedAt()))
                    .put("task_id", item.task().toString())
                    .put("data_format", item.format())
                    .put("data_element", item.element());
        }
        return list;
    }
}

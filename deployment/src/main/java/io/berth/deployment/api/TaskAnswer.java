package io.berth.deployment.api;

import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.Task;
import io.berth.http.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** One task on the wire, with as many layers of its steps as were asked for (contract drydock §4.6). */
final class TaskAnswer {
    static final int ALL_LAYERS = -1;

    private final TaskCodec codec;
    private final TaskTree tree;
    private final boolean withBuildData;

    TaskAnswer(TaskCodec codec, TaskTree tree, boolean withBuildData) {
        this.codec = codec;
        this.tree = tree;
        this.withBuildData = withBuildData;
    }

    ObjectNode answer(Task task, int layers, boolean withErrors) {
        ObjectNode answer;
        if (layers == 0) {
            answer = one(task);
        } else {
            answer = Json.object().put("init_task_id", task.id().toString());
            List<Task> layer = List.of(task);
            for (int depth = 0; !layer.isEmpty() && (layers == ALL_LAYERS || depth < layers); depth++) {
                layer.forEach(it -> answer.set(it.id().toString(), one(it)));
                layer = layer.stream().flatMap(it -> tree.childrenOf(it).stream()).toList();
            }
        }
        if (withErrors) {
            answer.set("subtask_errors", errors(task));
        }
        return answer;
    }

    private ObjectNode one(Task task) {
        ObjectNode node = codec.task(task, tree.stepsOf(task), tree.messagesOf(task));
        if (withBuildData) {
            node.set("build_data", TaskCodec.buildData(tree.buildDataOf(task)));
        }
        return node;
    }

    private ObjectNode errors(Task task) {
        ObjectNode errors = Json.object();
        List<Task> below = new ArrayList<>(tree.childrenOf(task));
        for (int i = 0; i < below.size(); i++) {
            Task step = below.get(i);
            below.addAll(tree.childrenOf(step));
            if (tree.messagesOf(step).stream().anyMatch(ResultMessage::isError)) {
                ObjectNode result = codec.result(step, tree.messagesOf(step));
                errors.set(step.id().toString(), result.put("task_id", step.id().toString()));
            }
        }
        return errors;
    }
}

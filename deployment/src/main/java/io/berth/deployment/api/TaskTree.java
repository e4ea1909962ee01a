package io.berth.deployment.api;

import io.berth.deployment.node.BuildData;
import io.berth.deployment.node.NodeStore;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.Task;
import io.berth.deployment.task.TaskStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Tasks with their steps, messages and build data, as they were at one moment. */
record TaskTree(
        List<Task> tasks,
        Map<UUID, List<Task>> children,
        Map<UUID, List<ResultMessage>> messages,
        Map<UUID, List<BuildData>> buildData) {

    static TaskTree all(Handle handle) {
        List<Task> tasks = TaskStore.all(handle);
        List<UUID> ids = tasks.stream().map(Task::id).toList();
        return new TaskTree(tasks, children(tasks), TaskStore.messagesOf(handle, ids), Map.of());
    }

    /** The whole tree that a task belongs to. */
    static TaskTree of(Handle handle, Task task, boolean withBuildData) {
        List<Task> tasks = TaskStore.ofTree(handle, task.root());
        List<UUID> ids = tasks.stream().map(Task::id).toList();
        Map<UUID, List<BuildData>> data = withBuildData
                ? NodeStore.buildDataOfTasks(handle, ids).stream().collect(Collectors.groupingBy(BuildData::task))
                : Map.of();
        return new TaskTree(tasks, children(tasks), TaskStore.messagesOfTree(handle, task.root()), data);
    }

    private static Map<UUID, List<Task>> children(List<Task> tasks) {
        return tasks.stream()
                .filter(task -> !task.isRoot())
                .collect(Collectors.groupingBy(task -> task.parent().orElseThrow()));
    }

    List<UUID> stepsOf(Task task) {
        return childrenOf(task).stream().map(Task::id).toList();
    }

    List<Task> childrenOf(Task task) {
        return children.getOrDefault(task.id(), List.of());
    }

    List<ResultMessage> messagesOf(Task task) {
        return messages.getOrDefault(task.id(), List.of());
    }

    List<BuildData> buildDataOf(Task task) {
        return buildData.getOrDefault(task.id(), List.of());
    }
}

package io.berth.deployment.run;

import io.berth.deployment.task.ActionName;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.Task;
import io.berth.deployment.task.TaskResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a step for several nodes at once, each as a step of its own on a virtual thread, and those that failed again
 * (contract drydock §5.5). What an earlier run finished counts and is not done again.
 */
public final class NodeSteps {
    private static final Logger LOG = LoggerFactory.getLogger(NodeSteps.class);

    private final TaskRun run;
    private final ActionName action;
    private final Work work;

    /** What is done for one node. Whatever it throws, but for {@link RunAborted}, is a failure of that node. */
    @FunctionalInterface
    public interface Work {
        NodeOutcome perform(Task step, String node);
    }

    public NodeSteps(TaskRun run, ActionName action, Work work) {
        this.run = run;
        this.action = action;
        this.work = work;
    }

    /** As a step below {@code parent} that holds the steps of the nodes. */
    public Task asGroup(Task parent, List<String> nodes, int retries) {
        Task group = run.begin(parent, action.wireName(), action, nodes, 0);
        if (group.status().isFinal()) {
            return group;
        }
        return run.finish(group, below(group, nodes, retries), List.of(), List.of());
    }

    /** As steps right below {@code group}; answers what these add up to. */
    public TaskResult below(Task group, List<String> nodes, int retries) {
        Set<String> worked = new HashSet<>();
        List<String> pending = nodes;
        Task latest = group;
        for (int retry = 0; !pending.isEmpty(); retry++) {
            Map<String, NodeOutcome.Kind> kinds = performAll(latest, pending, retry);
            pending.stream().filter(node -> kinds.get(node) == NodeOutcome.Kind.DONE).forEach(worked::add);
            pending = pending.stream().filter(node -> kinds.get(node) == NodeOutcome.Kind.FAILED).toList();
            if (pending.isEmpty()) {
                break;
            }
            if (retry == retries) {
                if (retries > 0) {
                    run.tell(latest, List.of(
                            ResultMessage.plain(run.now(), "Retry requested, out of attempts.", false)));
                }
                break;
            }
            if (latest.retry() <= retry) {
                latest = again(latest, retry + 1);
            }
        }
        Set<String> failed = new HashSet<>(nodes);
        failed.removeAll(worked);
        return TaskResult.ofNodes(nodes, worked, failed);
    }

    private Task again(Task group, int sequence) {
        return run.retry(group, sequence, List.of(
                ResultMessage.plain(run.now(), "Retrying task for failed entities.", false),
                ResultMessage.ofTask(
                        run.now(), group, "Retrying task " + group.id() + " on previous failed entities.")));
    }

    private Map<String, NodeOutcome.Kind> performAll(Task group, List<String> nodes, int retry) {
        Map<String, NodeOutcome.Kind> kinds = new ConcurrentHashMap<>();
        Semaphore places = new Semaphore(run.options().nodesAtOnce());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        List<Future<?>> all = new ArrayList<>();
        try {
            for (String node : nodes) {
                all.add(threads.submit(() -> {
                    places.acquire();
                    try {
                        kinds.put(node, perform(group, node, retry));
                    } finally {
                        places.release();
                    }
                    return node;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new RunAborted(RunAborted.Cause.STOPPED);
        } catch (ExecutionException failure) {
            throw asAbort(failure.getCause());
        } finally {
            // The nodes' threads write to the run; none may outlive it.
            boolean interrupted = Thread.interrupted();
            threads.shutdownNow();
            threads.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return kinds;
    }

    private static RuntimeException asAbort(@Nullable Throwable cause) {
        if (cause instanceof InterruptedException) {
            return new RunAborted(RunAborted.Cause.STOPPED);
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }

    private NodeOutcome.Kind perform(Task group, String node, int retry) {
        Task step = run.begin(group, action.wireName() + "/" + node + "/" + retry, action, List.of(node), retry);
        if (step.status().isFinal()) {
            return step.result().outcome() == TaskResult.Outcome.SUCCESS
                    ? NodeOutcome.Kind.DONE
                    : NodeOutcome.Kind.FAILED;
        }
        NodeOutcome outcome = performed(step, node);
        TaskResult result = outcome.kind() == NodeOutcome.Kind.DONE
                ? TaskResult.INCOMPLETE.succeeded(node)
                : TaskResult.INCOMPLETE.failed(node);
        run.finish(step, outcome.hasLogs() ? result.withLogs() : result, outcome.messages(), outcome.changes());
        return outcome.kind();
    }

    private NodeOutcome performed(Task step, String node) {
        try {
            NodeOutcome outcome = work.perform(step, node);
            run.checkNotStopped();
            return outcome;
        } catch (RunAborted abort) {
            throw abort;
        } catch (RuntimeException failure) {
            run.checkNotStopped();
            if (TaskRun.isTransient(failure)) {
                throw new RunAborted(RunAborted.Cause.SUSPENDED);
            }
            LOG.error("{} of {} failed, task {}", action.wireName(), node, step.id(), failure);
            return NodeOutcome.failed(
                    List.of(ResultMessage.ofNode(
                            run.now(), node, "Unexpected error during " + action.wireName() + ": " + failure, true)),
                    List.of());
        }
    }
}

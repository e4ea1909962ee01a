package io.berth.deployment.run;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.deployment.DeploymentChange.MessagesAdded;
import io.berth.deployment.DeploymentChange.TaskMoved;
import io.berth.deployment.DeploymentOptions;
import io.berth.deployment.task.ActionName;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.Task;
import io.berth.deployment.task.TaskResult;
import io.berth.deployment.task.TaskRunStore;
import io.berth.deployment.task.TaskStatus;
import io.berth.deployment.task.TaskStore;
import io.berth.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs queued tasks of this and of all other processes. A task belongs to one runner at a time, which proves by heartbeats
 * that it lives; when it does not, another goes on with the task. A run always ends: complete or terminated, with a
 * result that says what happened, whatever is thrown.
 */
public final class TaskRunner implements AutoCloseable {
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

    private final Store store;
    private final Clock clock;
    private final Ids ids;
    private final DeploymentOptions options;
    private final Map<ActionName, Action> actions;
    private final EndNotice notice;
    private final Signals signals = new Signals();
    private final UUID owner;
    private final Map<UUID, Thread> running = new ConcurrentHashMap<>();
    private final List<Thread> loops = new ArrayList<>();
    private volatile boolean stopping;

    /** @param owner this process: another one for each */
    public TaskRunner(
            Store store, Clock clock, Ids ids, DeploymentOptions options, UUID owner,
            Map<ActionName, Action> actions, EndNotice notice) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.options = options;
        this.actions = Map.copyOf(actions);
        this.notice = notice;
        this.owner = owner;
        store.onCommit(signals::committed);
    }

    public void start() {
        loops.add(Thread.ofVirtual().name("tasks").start(this::claimUntilStopped));
        loops.add(Thread.ofVirtual().name("tasks-heartbeat").start(this::beatUntilStopped));
    }

    private void claimUntilStopped() {
        while (!stopping) {
            long seen = signals.seen(Signals.ANY);
            try {
                if (running.size() >= options.tasksAtOnce() || !claimNext()) {
                    signals.await(Signals.ANY, seen, options.poll());
                }
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException failure) {
                if (!store.outage().explains(failure)) {
                    LOG.warn("could not look for tasks, again in {}", options.poll(), failure);
                }
                pause();
            }
        }
    }

    private boolean claimNext() {
        Optional<TaskRunStore.Claim> claim = store.database()
                .transact(tx -> TaskRunStore.claim(tx, owner, Set.copyOf(running.keySet()), options.grace()));
        claim.ifPresent(taken -> {
            Thread thread = Thread.ofVirtual().name("task-" + taken.task()).unstarted(() -> run(taken));
            running.put(taken.task(), thread);
            thread.start();
        });
        return claim.isPresent();
    }

    private void beatUntilStopped() {
        while (!stopping) {
            try {
                Thread.sleep(options.heartbeat());
                Map<UUID, Thread> before = Map.copyOf(running);
                Set<UUID> owned = store.database().transact(tx -> TaskRunStore.beat(tx, owner, before.keySet()));
                before.forEach((task, thread) -> {
                    if (!owned.contains(task)) {
                        interruptIfItRuns(task, thread);
                    }
                });
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException failure) {
                if (!store.outage().explains(failure)) {
                    LOG.warn("heartbeat failed, again in {}", options.heartbeat(), failure);
                }
            }
        }
    }

    /**
     * A task that was not ours at the heartbeat has ended just now, was given back, or is another's: only in the last case
     * does its thread still run. By now the task may be here again, with another thread.
     */
    private void interruptIfItRuns(UUID task, Thread thread) {
        if (running.get(task) == thread) {
            LOG.debug("task {} is not ours any more", task);
            thread.interrupt();
        }
    }

    private void pause() {
        try {
            Thread.sleep(options.poll());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(TaskRunStore.Claim claim) {
        try {
            Optional<Task> task = store.database().read(handle -> TaskStore.withId(handle, claim.task()));
            task.ifPresent(root -> run(
                    new TaskRun(store, clock, ids, signals, options, owner, root), claim.targets()));
        } catch (RunAborted abort) {
            LOG.info("task {} is left to others: {}", claim.task(), abort.why());
        } catch (RuntimeException failure) {
            LOG.error("task {} could not be ended; it is tried again", claim.task(), failure);
        } finally {
            running.remove(claim.task());
            signals.raise();
        }
    }

    private void run(TaskRun run, Optional<List<String>> targets) {
        Action action = actions.get(run.root().action());
        try {
            if (action == null) {
                throw new IllegalStateException("nobody does " + run.root().action().wireName());
            }
            run.checkWanted();
            if (targets.isEmpty()) {
                findTargets(run, action);
            } else {
                perform(run, action, targets.get());
            }
        } catch (RunAborted abort) {
            if (abort.why() != RunAborted.Cause.TERMINATED) {
                throw abort;
            }
            end(run, TaskStatus.TERMINATED, Action.End.of(failureOf(targets), List.of(
                    ResultMessage.plain(run.now(), "Terminated before it was done.", true))));
        } catch (RuntimeException failure) {
            run.checkNotStopped();
            if (TaskRun.isTransient(failure)) {
                throw failure;
            }
            LOG.error("task {} {} failed", run.root().action().wireName(), run.root().id(), failure);
            end(run, TaskStatus.COMPLETE, Action.End.of(failureOf(targets), List.of(
                    ResultMessage.plain(run.now(), "Unexpected error: " + failure, true))));
        }
    }

    private void findTargets(TaskRun run, Action action) {
        switch (action.scope(run)) {
            case Action.Scope.Nodes nodes -> store.database().transact(tx -> {
                TaskRunStore.resolve(tx, run.root().id(), owner, nodes.names());
                return nodes;
            });
            case Action.Scope.Over over -> end(run, TaskStatus.COMPLETE, over.end());
        }
    }

    private void perform(TaskRun run, Action action, List<String> targets) {
        Task root = run.root();
        if (root.status() != TaskStatus.RUNNING) {
            LOG.info("task {} {} begins on {} nodes", root.action().wireName(), root.id(), targets.size());
            run.write(List.of(new TaskMoved(root.id(), TaskStatus.RUNNING, root.result(), root.retry(), run.now())));
        } else {
            LOG.info("task {} {} goes on here", root.action().wireName(), root.id());
        }
        end(run, TaskStatus.COMPLETE, action.perform(run, targets));
    }

    private static TaskResult failureOf(Optional<List<String>> targets) {
        List<String> nodes = targets.orElse(List.of());
        return nodes.isEmpty() ? TaskResult.FAILURE : TaskResult.ofNodes(nodes, Set.of(), Set.copyOf(nodes));
    }

    /** Ends the task, and with it those of its steps that are still open. */
    private void end(TaskRun run, TaskStatus status, Action.End end) {
        Task root = run.root();
        List<Task> open = run.read(handle -> TaskStore.ofTree(handle, root.id())).stream()
                .filter(task -> !task.isRoot() && !task.status().isFinal())
                .toList();
        List<Change> changes = new ArrayList<>(notice.changes(run, status, end.result()));
        open.forEach(task -> changes.add(
                new TaskMoved(task.id(), status, TaskResult.FAILURE, task.retry(), run.now())));
        changes.add(new MessagesAdded(root.id(), end.messages()));
        changes.add(new TaskMoved(root.id(), status, end.result(), root.retry(), run.now()));
        run.write(changes);
        LOG.info("task {} {} ended: {} {}", root.action().wireName(), root.id(), status.wireName(), end.result().outcome().wireName());
    }

    /** Leaves the tasks in hand where they are and gives them back, so that another process goes on at once. */
    @Override
    public void close() {
        halt();
        try {
            int released = store.database().transact(tx -> TaskRunStore.release(tx, owner));
            if (released > 0) {
                LOG.info("{} tasks are left to other processes", released);
            }
        } catch (RuntimeException unreachable) {
            LOG.warn("tasks could not be given back; others take them over after {}", options.grace(), unreachable);
        }
    }

    /** Stops as a dying process does: nothing is given back. */
    void halt() {
        stopping = true;
        loops.forEach(Thread::interrupt);
        loops.forEach(TaskRunner::joinQuietly);
        List<Thread> runs = List.copyOf(running.values());
        runs.forEach(Thread::interrupt);
        runs.forEach(TaskRunner::joinQuietly);
    }

    private static void joinQuietly(Thread thread) {
        try {
            if (!thread.join(STOP_WAIT)) {
                LOG.warn("{} does not stop; what it writes is not accepted once its task is another's", thread.getName());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.berth.deployment.run;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.base.TemporarilyUnavailable;
import io.berth.deployment.DeploymentChange.MessagesAdded;
import io.berth.deployment.DeploymentChange.TaskCreated;
import io.berth.deployment.DeploymentChange.TaskMoved;
import io.berth.deployment.DeploymentOptions;
import io.berth.deployment.task.ActionName;
import io.berth.deployment.task.NodeNames;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.Task;
import io.berth.deployment.task.TaskResult;
import io.berth.deployment.task.TaskRunStore;
import io.berth.deployment.task.TaskStatus;
import io.berth.deployment.task.TaskStore;
import io.berth.store.Store;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;

/**
 * One run of one root task by one process: all that the run reads and writes goes through here. Every write is a
 * transaction in which the process still owns the task, so that a process which was taken for dead cannot disturb its
 * successor. Steps are found again by their names: what an earlier run finished is not done twice.
 */
public final class TaskRun {
    private final Store store;
    private final Clock clock;
    private final Ids ids;
    private final Signals signals;
    private final DeploymentOptions options;
    private final UUID owner;
    private final Task root;

    TaskRun(Store store, Clock clock, Ids ids, Signals signals, DeploymentOptions options, UUID owner, Task root) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.signals = signals;
        this.options = options;
        this.owner = owner;
        this.root = root;
    }

    public Task root() {
        return root;
    }

    public Instant now() {
        return clock.now();
    }

    public Ids ids() {
        return ids;
    }

    public DeploymentOptions options() {
        return options;
    }

    public <T> T read(Function<Handle, T> work) {
        checkNotStopped();
        return store.database().read(work);
    }

    /** Writes changes, if the task is still ours. */
    public void write(List<? extends Change> changes) {
        decide(tx -> changes, all -> Decision.accept(all, all.size()));
    }

    /** Reads a view, decides and writes, if the task is still ours. */
    public <V, R> Decision<R> decide(Function<Handle, V> view, Function<V, Decision<R>> decide) {
        checkNotStopped();
        return store.decide(
                tx -> {
                    if (!TaskRunStore.isOwner(tx, root.id(), owner)) {
                        throw new RunAborted(RunAborted.Cause.LOST);
                    }
                    return view.apply(tx);
                },
                decide);
    }

    /** The step of that name: begun now, or in an earlier run. */
    public Task begin(Task parent, String step, ActionName action, List<String> nodes, int retry) {
        Optional<Task> earlier = read(handle -> TaskStore.step(handle, parent.id(), step));
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Instant now = clock.now();
        Task begun = parent.begin(ids.uuid(), step, action, NodeNames.filter(nodes), retry, now);
        ResultMessage note = ResultMessage.ofTask(
                now, parent, "Started subtask " + begun.id() + " for action " + action.wireName());
        write(List.of(new TaskCreated(begun, Optional.empty()), new MessagesAdded(parent.id(), List.of(note))));
        return begun;
    }

    /** Ends a step, with its last messages, in one transaction with what it changed. */
    public Task finish(Task step, TaskResult result, List<ResultMessage> messages, List<? extends Change> changes) {
        Instant now = clock.now();
        List<Change> all = new ArrayList<>(changes);
        all.add(new MessagesAdded(step.id(), messages));
        all.add(new TaskMoved(step.id(), TaskStatus.COMPLETE, result, step.retry(), now));
        write(all);
        return step.moved(TaskStatus.COMPLETE, result, step.retry(), now);
    }

    public void tell(Task step, List<ResultMessage> messages) {
        if (!messages.isEmpty()) {
            write(List.of(new MessagesAdded(step.id(), messages)));
        }
    }

    /** Notes that a step's failed nodes are tried again. */
    public Task retry(Task step, int sequence, List<ResultMessage> messages) {
        Instant now = clock.now();
        write(List.of(
                new MessagesAdded(step.id(), messages),
                new TaskMoved(step.id(), TaskStatus.RUNNING, step.result(), sequence, now)));
        return step.moved(TaskStatus.RUNNING, step.result(), sequence, now);
    }

    /**
     * Looks until there is something, or until the deadline.
     *
     * @param subject of the changes that may bring it, or {@link Signals#ANY}
     * @throws RunAborted where the run is to end meanwhile
     */
    public <T> Optional<T> await(String subject, Instant deadline, Function<Handle, Optional<T>> look) {
        while (true) {
            long seen = signals.seen(subject);
            Optional<T> found = read(handle -> {
                checkWanted(handle);
                return look.apply(handle);
            });
            if (found.isPresent() || !clock.now().isBefore(deadline)) {
                return found;
            }
            try {
                signals.await(subject, seen, options.poll());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new RunAborted(RunAborted.Cause.STOPPED);
            }
        }
    }

    /** To be asked before something that cannot be undone: throws where the run is to end. */
    public void checkWanted() {
        read(handle -> {
            checkWanted(handle);
            return root;
        });
    }

    private void checkWanted(Handle handle) {
        if (TaskStore.shallEnd(handle, root.id())) {
            throw new RunAborted(RunAborted.Cause.TERMINATED);
        }
    }

    /** To be asked after every call that an interrupt ends early: its outcome then means nothing. */
    public void checkNotStopped() {
        if (Thread.currentThread().isInterrupted()) {
            throw new RunAborted(RunAborted.Cause.STOPPED);
        }
    }

    /** Whether it is the database's fault, which may pass: then the task is not to blame. */
    static boolean isTransient(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TemporarilyUnavailable || cause instanceof ConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && isConnectionTrouble(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** Classes 08 (connection exception), 53 (insufficient resources) and 57 (operator intervention) of PostgreSQL's codes. */
    private static boolean isConnectionTrouble(String sqlState) {
        return sqlState.startsWith("08") || sqlState.startsWith("53") || sqlState.startsWith("57");
    }
}

package io.berth.deployment.run;

import io.berth.base.Change;
import io.berth.deployment.DeploymentChange.OfBoot;
import io.berth.deployment.DeploymentChange.TaskCreated;
import io.berth.deployment.DeploymentChange.TasksOfLeaseStopped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes those who wait for news of tasks and nodes, as soon as this process commits some; other processes' they see by
 * looking. Who waits for one node is not woken by others: when many deploy at once, each would else look for each.
 */
public final class Signals {
    /** Stands for all nodes. */
    public static final String ANY = "";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<String, Long> ofSubject = new HashMap<>();
    private long ofTasks;

    /** To be registered with the store's commits. */
    public void committed(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof OfBoot) {
                raise(change.subject());
            } else if (isOfTasks(change)) {
                raise();
            }
        }
    }

    private static boolean isOfTasks(Change change) {
        return change instanceof TasksOfLeaseStopped || change instanceof TaskCreated created && created.task().isRoot();
    }

    private void raise(String subject) {
        lock.lock();
        try {
            ofSubject.merge(subject, 1L, Long::sum);
            ofSubject.merge(ANY, 1L, Long::sum);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** There is something about tasks, which may concern everyone who waits. */
    public void raise() {
        lock.lock();
        try {
            ofTasks++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * To be asked before looking at what one waits for.
     *
     * @param subject of the changes that matter, or {@link #ANY}
     */
    public long seen(String subject) {
        lock.lock();
        try {
            return count(subject);
        } finally {
            lock.unlock();
        }
    }

    private long count(String subject) {
        return ofTasks + ofSubject.getOrDefault(subject, 0L);
    }

    /** Returns when there are news since {@code seen}, or after {@code longest}. */
    public void await(String subject, long seen, Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (count(subject) == seen && left > 0) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}

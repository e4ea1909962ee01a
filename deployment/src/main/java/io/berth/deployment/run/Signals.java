package io.berth.deployment.run;

import io.berth.base.Change;
import io.berth.deployment.DeploymentChange.OfBoot;
import io.berth.deployment.DeploymentChange.TaskCreated;
import io.berth.deployment.DeploymentChange.TasksOfLeaseStopped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes those who wait for news of tasks and nodes, as soon as this process commits some; other processes' they see by looking. */
public final class Signals {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private long count;

    /** To be registered with the store's commits. */
    public void committed(List<Change> changes) {
        if (changes.stream().anyMatch(Signals::isNews)) {
            raise();
        }
    }

    private static boolean isNews(Change change) {
        return change instanceof OfBoot || change instanceof TasksOfLeaseStopped
                || change instanceof TaskCreated created && created.task().isRoot();
    }

    public void raise() {
        lock.lock();
        try {
            count++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** To be asked before looking at what one waits for. */
    public long seen() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when there are news since {@code seen}, or after {@code longest}. */
    public void await(long seen, Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (count == seen && left > 0) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}

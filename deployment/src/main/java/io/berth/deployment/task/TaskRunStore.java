package io.berth.deployment.task;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Who runs which unfinished task. Heartbeats are in the database's time: it is the one clock that all replicas see, and
 * a moved clock of Berth's own must not make living owners look dead.
 */
public final class TaskRunStore {
    /** Makes claims happen one after the other, so that two runners never judge by the same past. Any constant will do. */
    private static final long CLAIM_LOCK = 0x6265727468_01L;

    private TaskRunStore() {}

    /** @param targets the nodes it works on; absent where nobody has read its design yet */
    public record Claim(UUID task, Optional<List<String>> targets) {}

    /**
     * Makes {@code owner} run the longest waiting task that may run: one that nobody runs, or whose owner has not been
     * heard of for {@code grace}; and that shares no node with an earlier one, or with one that runs. A task whose nodes
     * are not known yet may be taken to find them out, and holds back the later ones until they are.
     */
    public static Optional<Claim> claim(Handle tx, UUID owner, Collection<UUID> running, Duration grace) {
        tx.execute("SELECT pg_advisory_xact_lock(?)", CLAIM_LOCK);
        return tx.createQuery("""
                UPDATE deployment.task_run
                   SET owner = :owner, heartbeat_at = clock_timestamp(), is_started = targets IS NOT NULL
                 WHERE task_id = (
                       SELECT mine.task_id
                         FROM deployment.task_run AS mine
                        WHERE (mine.owner IS NULL
                               OR mine.heartbeat_at < clock_timestamp() - make_interval(secs => :grace))
                          AND mine.task_id <> ALL(:running::uuid[])
                          AND (mine.targets IS NULL OR NOT EXISTS (
                               SELECT 1
                                 FROM deployment.task_run AS other
                                WHERE other.task_id <> mine.task_id
                                  AND ((other.sequence < mine.sequence AND other.targets IS NULL
                                         AND cardinality(mine.targets) > 0)
                                       OR ((other.sequence < mine.sequence OR other.is_started)
                                            AND other.targets && mine.targets))))
                        ORDER BY mine.sequence
                        LIMIT 1
                          FOR UPDATE SKIP LOCKED)
                RETURNING task_id, targets
                """)
                .bind("owner", owner)
                .bind("grace", grace.toMillis() / 1_000.0)
                .bindArray("running", String.class, running.stream().map(UUID::toString).toArray())
                .map((row, context) -> new Claim(
                        row.getObject("task_id", UUID.class),
                        Optional.ofNullable(row.getArray("targets")).map(TaskRunStore::names)))
                .findOne();
    }

    private static List<String> names(Array array) {
        try {
            return List.of((String[]) array.getArray());
        } catch (SQLException broken) {
            throw new IllegalStateException("the targets of a task cannot be read", broken);
        }
    }

    /** Whether {@code owner} runs the task now, and will until the transaction ends. */
    public static boolean isOwner(Handle tx, UUID task, UUID owner) {
        return tx.createQuery("SELECT owner = :owner FROM deployment.task_run WHERE task_id = :task FOR SHARE")
                .bind("task", task)
                .bind("owner", owner)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    /** Records the nodes of a task and gives it back: it is to be claimed again as soon as these are free. */
    public static void resolve(Handle tx, UUID task, UUID owner, List<String> targets) {
        tx.createUpdate("""
                UPDATE deployment.task_run
                   SET targets = :targets, owner = NULL, heartbeat_at = NULL, is_started = false
                 WHERE task_id = :task AND owner = :owner
                """)
                .bind("task", task)
                .bind("owner", owner)
                .bindArray("targets", String.class, targets.toArray())
                .execute();
    }

    /**
     * Says that {@code owner} lives and works on these tasks; answers those of them that are still its own. Those that it
     * gave up without a word fall silent, and are taken over.
     */
    public static Set<UUID> beat(Handle tx, UUID owner, Collection<UUID> running) {
        return new HashSet<>(tx.createQuery("""
                UPDATE deployment.task_run
                   SET heartbeat_at = clock_timestamp()
                 WHERE owner = :owner AND task_id = ANY(:running::uuid[])
                RETURNING task_id
                """)
                .bind("owner", owner)
                .bindArray("running", String.class, running.stream().map(UUID::toString).toArray())
                .mapTo(UUID.class)
                .list());
    }

    /** Gives all tasks of {@code owner} back, so that others go on at once. */
    public static int release(Handle tx, UUID owner) {
        return tx.createUpdate("""
                UPDATE deployment.task_run SET owner = NULL, heartbeat_at = NULL WHERE owner = :owner
                """).bind("owner", owner).execute();
    }
}

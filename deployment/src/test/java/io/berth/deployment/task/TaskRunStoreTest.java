package io.berth.deployment.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.DeploymentChange.TaskCreated;
import io.berth.deployment.DeploymentChange.TaskMoved;
import io.berth.deployment.DeploymentRoom;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which task a runner may take: in order where they share nodes, at once where they do not, and from the dead. */
class TaskRunStoreTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Duration LONG = Duration.ofHours(1);
    private final UUID here = UUID.randomUUID();
    private final UUID there = UUID.randomUUID();

    @BeforeEach
    void forgetAll() {
        DeploymentRoom.register(db.store());
        db.database().transact(tx -> tx.execute("DELETE FROM deployment.task"));
    }

    private UUID queue(Optional<List<String>> targets) {
        Task task = Task.queued(
                UUID.randomUUID(), ActionName.DEPLOY_NODES, "ref", Optional.empty(),
                TaskOrigin.ofLease("l", "p", "u", "r"), db.clock().now());
        db.store().write(List.of(new TaskCreated(task, targets)));
        return task.id();
    }

    private Optional<UUID> claim(UUID owner, Duration grace) {
        return db.database().transact(tx -> TaskRunStore.claim(tx, owner, Set.of(), grace).map(TaskRunStore.Claim::task));
    }

    private Set<UUID> beat(UUID owner, UUID... running) {
        return db.database().transact(tx -> TaskRunStore.beat(tx, owner, List.of(running)));
    }

    private boolean owns(UUID owner, UUID task) {
        return db.database().transact(tx -> TaskRunStore.isOwner(tx, task, owner));
    }

    private void finish(UUID task) {
        db.store().write(List.of(new TaskMoved(task, TaskStatus.COMPLETE, TaskResult.SUCCESS, 0, db.clock().now())));
    }

    @Test
    void tasksOnTheSameNodesAreTakenOneAfterTheOtherAndOthersBesideThem() {
        UUID first = queue(Optional.of(List.of("a", "b")));
        UUID second = queue(Optional.of(List.of("b", "c")));
        UUID third = queue(Optional.of(List.of("c", "d")));
        UUID apart = queue(Optional.of(List.of("x")));
        assertThat(claim(here, LONG)).contains(first);
        assertThat(claim(there, LONG)).as("the second shares b, the third shares c with the second").contains(apart);
        assertThat(claim(there, LONG)).isEmpty();
        finish(first);
        assertThat(claim(there, LONG)).contains(second);
        finish(second);
        assertThat(claim(there, LONG)).contains(third);
    }

    @Test
    void aTaskWhoseNodesAreUnknownHoldsBackLaterOnesUntilTheyAreKnown() {
        UUID unknown = queue(Optional.empty());
        UUID later = queue(Optional.of(List.of("a")));
        UUID ofTheSite = queue(Optional.of(List.of()));
        assertThat(claim(here, LONG)).contains(unknown);
        assertThat(claim(there, LONG)).contains(ofTheSite);
        assertThat(claim(there, LONG)).isEmpty();
        db.database().transact(tx -> {
            TaskRunStore.resolve(tx, unknown, here, List.of("b"));
            return unknown;
        });
        assertThat(claim(there, LONG)).contains(unknown);
        assertThat(claim(there, LONG)).contains(later);
    }

    @Test
    void aTaskIsTakenFromAnOwnerThatIsNotHeardOf() {
        UUID task = queue(Optional.of(List.of("a")));
        assertThat(claim(here, LONG)).contains(task);
        assertThat(claim(there, LONG)).isEmpty();
        assertThat(beat(here, task)).containsExactly(task);
        assertThat(claim(there, Duration.ZERO)).contains(task);
        assertThat(owns(here, task)).isFalse();
        assertThat(owns(there, task)).isTrue();
        assertThat(beat(here, task)).isEmpty();
        assertThat(beat(there)).as("its owner does not work on it any more").isEmpty();
    }

    @Test
    void aTaskThatWasBegunAndGivenBackStillKeepsOthersOffItsNodes() {
        UUID second = queue(Optional.of(List.of("a")));
        assertThat(claim(here, LONG)).contains(second);
        int released = db.database().transact(tx -> TaskRunStore.release(tx, here));
        assertThat(released).isEqualTo(1);
        queue(Optional.of(List.of("a")));
        assertThat(claim(there, LONG)).contains(second);
        assertThat(claim(there, LONG)).isEmpty();
    }
}

package io.berth.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Ids;
import io.berth.messages.MessageChange.CreateMessage;
import io.berth.messages.catalogue.Action;
import io.berth.messages.catalogue.Detail;
import io.berth.messages.catalogue.Level;
import io.berth.messages.catalogue.Parameter;
import io.berth.messages.catalogue.ResourceType;
import io.berth.store.DueWork;
import io.berth.store.Purge;
import io.berth.store.WorkChange.ScheduleWork;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MessagesStoreTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Ids ids = Ids.random();
    private final String project = ids.uuid().toString();

    @BeforeAll
    static void wire() {
        db.store().writes(MessageChange.class, MessagesStore::write);
    }

    private CreateMessage bootActionFailed() {
        return Messages.about(project, ResourceType.TASK, ids.uuid())
                .says(Action.RUN_BOOT_ACTION, Detail.BOOT_ACTION_FAILED)
                .ofRequest("req-" + ids.uuid())
                .naming(Parameter.HOST, "n3")
                .naming(Parameter.BOOT_ACTION, "java.io.IOException: secret")
                .atLevel(Level.WARNING)
                .create(ids.uuid(), db.clock().now());
    }

    private Optional<Message> stored(UUID id) {
        return db.database().read(handle -> MessagesStore.message(handle, id, Optional.of(project)));
    }

    @Test
    void whatIsWrittenIsWhatIsRead() {
        CreateMessage created = bootActionFailed();
        db.store().write(List.of(created));
        assertThat(stored(created.id())).contains(created.message());
        assertThat(created.message().text()).isEqualTo("run boot action:The boot action reported a failure on host n3.");
        assertThat(created.message().expiresAt()).contains(created.message().createdAt().plus(Duration.ofDays(30)));
    }

    @Test
    void theSameMessageTwiceIsOneMessage() {
        CreateMessage created = bootActionFailed();
        db.store().write(List.of(created, created));
        assertThat(stored(created.id())).isPresent();
    }

    @Test
    void aMessageThatCannotBeWrittenDoesNotUndoWhatItExplains() {
        CreateMessage good = bootActionFailed();
        // PostgreSQL stores no NUL in a text.
        CreateMessage bad = Messages.about("project\0", ResourceType.TASK, ids.uuid())
                .says(Action.DEPLOY_HOSTS, Detail.ALL_HOSTS_FAILED)
                .create(ids.uuid(), db.clock().now());
        db.store().write(List.of(bad, good, new ScheduleWork("test.kind", project, Instant.EPOCH)));
        assertThat(stored(good.id())).as("the change after the bad message").isPresent();
        assertThat(stored(bad.id())).isEmpty();
    }

    @Test
    void expiredMessagesAreReadableUntilThePurgeOfTheDay() {
        DueWork dueWork = new DueWork(db.store(), db.clock());
        Purge purge = PurgeMessages.purge(db.clock()).handledBy(dueWork);
        CreateMessage created = bootActionFailed();
        db.store().write(List.of(created, purge.first()));
        assertThat(dueWork.runNext()).as("the purge at the start").isTrue();
        assertThat(stored(created.id())).isPresent();

        db.clock().advance(Messages.KEPT.plusMinutes(1));
        assertThat(stored(created.id())).as("expired, not yet purged").isPresent();
        assertThat(dueWork.runNext()).as("the purge of that day").isTrue();
        assertThat(stored(created.id())).isEmpty();
        assertThat(dueWork.runNext()).as("a second purge the same day").isFalse();
    }
}

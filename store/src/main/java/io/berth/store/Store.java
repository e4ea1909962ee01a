package io.berth.store;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.store.WorkChange.ScheduleWorkLast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where decisions become rows. Rooms register how their changes are written; a decision's changes, of
 * whatever rooms, are written in one transaction together with their rows in the change log.
 */
public final class Store {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final Database database;
    private final Clock clock;
    private final ChangeLog log = new ChangeLog();
    private final KeptAnswers answers;
    private final Map<Class<? extends Change>, WrittenAs<?>> writers = new LinkedHashMap<>();
    /** As what each type of change is written, which is looked for once. */
    private final Map<Class<?>, Class<? extends Change>> writtenAs = new ConcurrentHashMap<>();
    private final List<Consumer<List<Change>>> committed = new CopyOnWriteArrayList<>();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private final Origin origin = new Origin();
    private final OutageLog outage = new OutageLog();

    /** Writes changes that follow each other, and answers them as they were written. */
    @FunctionalInterface
    private interface WrittenAs<C extends Change> {
        List<C> write(Handle tx, List<C> changes);
    }

    public Store(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.answers = new KeptAnswers(database, clock);
        writesTogether(WorkChange.class, WorkTable::write);
        writes(ErrandChange.class, Errands::write);
        writes(KeptAnswers.AnswerKept.class, KeptAnswers::write);
    }

    public Database database() {
        return database;
    }

    /** Whether the database is lost: for those who try on by themselves. */
    public OutageLog outage() {
        return outage;
    }

    /** Tells how every change of this type (usually a room's sealed interface) is written. To be called while wiring. */
    public <C extends Change> void writes(Class<C> type, Writer<C> writer) {
        writesTogether(type, (tx, changes) -> changes.forEach(change -> writer.write(tx, change)));
    }

    /** As {@link #writes}, by a writer that is given those that follow each other in one piece: few statements for many of them. */
    public <C extends Change> void writesTogether(Class<C> type, TogetherWriter<C> writer) {
        writers.put(type, (WrittenAs<C>) (tx, changes) -> {
            writer.write(tx, changes);
            return changes;
        });
    }

    /** As {@link #writes}, by a writer that tells what the database made of a change. */
    public <C extends Change> void writesTelling(Class<C> type, TellingWriter<C> writer) {
        writers.put(type, (WrittenAs<C>) (tx, changes) -> changes.stream().map(change -> writer.write(tx, change)).toList());
    }

    /** Calls {@code listener} with each committed list of changes, on the committing thread: it must be quick. */
    public void onCommit(Consumer<List<Change>> listener) {
        committed.add(listener);
    }

    /** Tells, to be read from now on, what other processes commit. What this one does its listeners are told. */
    public ChangeFeed feed(Handle handle) {
        return ChangeFeed.fromNow(handle, origin);
    }

    /** Under which this process writes to the change log: for statements that do so themselves ({@link ChangeLog#insertFrom}). */
    public long origin() {
        return origin.name();
    }

    /** Runs work that commits changes. Where it fails, and they may be committed all the same, the feeds have to tell of them. */
    private <T> T committing(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            if (Database.mayBeCommitted(failure)) {
                origin.changeName();
            }
            throw failure;
        }
    }

    /** As {@link Database#transact}, for work that commits changes. */
    <T> T transact(Function<Handle, T> work) {
        return committing(() -> database.transact(work));
    }

    /** Asks {@code follower} what follows of all changes that are written in transactions. To be called while wiring. */
    public void follows(Follower follower) {
        followers.add(follower);
    }

    /**
     * Reads the view, decides, and writes what was decided, in one transaction; again on a fresh view where someone else
     * was faster. A refusal writes nothing.
     *
     * @throws Contended where others were faster {@link Database#ATTEMPTS_MAX} times
     */
    public <V, R> Decision<R> decide(Function<Handle, V> view, Function<V, Decision<R>> decide) {
        record Written<R>(Decision<R> decision, List<Change> changes) {}
        Written<R> written = transact(tx -> {
            Decision<R> decided = decide.apply(view.apply(tx));
            return new Written<>(decided, decided instanceof Decision.Accepted<R> yes ? apply(tx, yes.changes()) : List.of());
        });
        if (written.decision() instanceof Decision.Accepted<R>) {
            announce(written.changes());
        }
        return written.decision();
    }

    /** What {@link #decide} would decide now. Writes nothing. */
    public <V, R> Decision<R> dryRun(Function<Handle, V> view, Function<V, Decision<R>> decide) {
        return database.read(handle -> decide.apply(view.apply(handle)));
    }

    /** Writes changes that need no view. */
    public void write(List<? extends Change> changes) {
        announce(transact(tx -> apply(tx, changes)));
    }

    /**
     * Writes changes that were decided on a view from memory, and what follows of them: they name the revisions that it showed.
     *
     * @param holds what must hold besides; asked in the transaction
     * @return false where it did not hold or the view was stale, and nothing was written
     */
    public boolean tryWrite(List<? extends Change> changes, Predicate<Handle> holds) {
        Optional<List<Change>> written;
        try {
            written = committing(() ->
                    database.transactOnce(tx -> holds.test(tx) ? Optional.of(apply(tx, changes)) : Optional.empty()));
        } catch (StaleView lost) {
            return false;
        }
        written.ifPresent(this::announce);
        return written.isPresent();
    }

    /**
     * As {@link #writeAtOnce}, for changes that were decided on a view from memory.
     *
     * @param statement answers false where nothing was written, because the view was stale
     */
    public boolean tryWriteAtOnce(List<? extends Change> changes, Predicate<Handle> statement) {
        boolean isWritten;
        try {
            isWritten = committing(() -> database.statementOnce(statement::test));
        } catch (StaleView lost) {
            return false;
        }
        if (isWritten) {
            announce(List.copyOf(changes));
        }
        return isWritten;
    }

    /**
     * Writes changes by one statement of the caller's own, which commits by itself: one round trip. The statement writes all of
     * them together with their rows in the change log ({@link ChangeLog#insertFrom}), or nothing.
     *
     * @param statement answers nothing where nothing was written, because the view was stale
     */
    public <T> Optional<T> writeAtOnce(
            Lane lane, List<? extends Change> changes, Function<Handle, Optional<T>> statement) {
        Optional<T> written = committing(() -> lane.run(statement));
        if (written.isPresent()) {
            announce(List.copyOf(changes));
        }
        return written;
    }

    /**
     * Writes changes, and what follows of them, inside a transaction that the caller holds, such as due work's; answers all of them as
     * written. Once they are committed, the caller is to {@link #announce} them: nobody else tells this process of them.
     */
    public List<Change> apply(Handle tx, List<? extends Change> changes) {
        List<Change> written = new ArrayList<>();
        writeWithSequels(tx, changes, List.copyOf(followers), written);
        List<Change> ignored = write(tx, written.stream()
                .filter(ScheduleWorkLast.class::isInstance)
                .map(ScheduleWorkLast.class::cast)
                .sorted(Comparator.comparing(ScheduleWorkLast::kind).thenComparing(ScheduleWorkLast::key))
                .toList());
        log.append(tx, origin.name(), clock.now(), written);
        return List.copyOf(written);
    }

    /** What one follows with is told to the others in turn: so it ends, though they follow each other. */
    private void writeWithSequels(
            Handle tx, List<? extends Change> changes, List<Follower> told, List<Change> written) {
        Map<Follower, Follower.Sequel> sequels = new LinkedHashMap<>();
        told.forEach(follower -> sequels.put(follower, follower.before(tx, changes)));
        written.addAll(write(tx, changes.stream().filter(change -> !(change instanceof ScheduleWorkLast)).toList()));
        changes.stream().filter(ScheduleWorkLast.class::isInstance).forEach(written::add);
        sequels.forEach((follower, sequel) -> {
            List<? extends Change> more = sequel.after(tx);
            if (!more.isEmpty()) {
                writeWithSequels(tx, more, told.stream().filter(other -> other != follower).toList(), written);
            }
        });
    }

    /**
     * Holds the due work for a key until the transaction ends: nobody takes it meanwhile. Due work locks its row before what it is
     * about; whoever is going to reschedule it must do so in that order too, or the two wait for each other.
     *
     * @return false where there is none, or there was until somebody did it just now: what that scheduled instead is not held
     */
    public boolean holdWork(Handle tx, Collection<String> kinds, String key) {
        return WorkTable.hold(tx, kinds, List.of(key)) > 0;
    }

    /** As {@link #holdWork(Handle, Collection, String)}, for many keys at once. */
    public void holdWork(Handle tx, Collection<String> kinds, Collection<String> keys) {
        WorkTable.hold(tx, kinds, keys);
    }

    /** When the work falls due; absent where none is scheduled. */
    public Optional<Instant> workDueAt(Handle handle, String kind, String key) {
        return WorkTable.dueAt(handle, kind, key);
    }

    /** The change log, for watchers and indexes. */
    public ChangeLog log() {
        return log;
    }

    /** What requests with an idempotency key were answered. */
    public KeptAnswers answers() {
        return answers;
    }

    /**
     * What is committed is committed: a listener that fails must not make it look otherwise to whoever asked. It is told by its feed to
     * read everything anew.
     */
    void announce(List<Change> changes) {
        for (Consumer<List<Change>> listener : committed) {
            try {
                listener.accept(changes);
            } catch (RuntimeException bug) {
                LOG.error("a listener failed after {} changes were committed", changes.size(), bug);
                origin.changeName();
            }
        }
    }

    /** In their order; those of one writer that follow each other together. Answers them as they were written. */
    private List<Change> write(Handle tx, List<? extends Change> changes) {
        List<Change> written = new ArrayList<>(changes.size());
        for (int from = 0; from < changes.size(); ) {
            Class<? extends Change> type = writtenAs(changes.get(from));
            int to = from + 1;
            while (to < changes.size() && type.equals(writtenAs(changes.get(to)))) {
                to++;
            }
            written.addAll(writeAs(type, tx, changes.subList(from, to)));
            from = to;
        }
        return written;
    }

    private Class<? extends Change> writtenAs(Change change) {
        return writtenAs.computeIfAbsent(change.getClass(), type -> writers.keySet().stream()
                .filter(written -> written.isAssignableFrom(type))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no room writes changes of type " + type.getName())));
    }

    @SuppressWarnings("unchecked") // writes() paired the type with a writer of that type
    private <C extends Change> List<C> writeAs(Class<C> type, Handle tx, List<? extends Change> changes) {
        WrittenAs<C> writer = (WrittenAs<C>) Objects.requireNonNull(writers.get(type));
        return writer.write(tx, changes.stream().map(type::cast).toList());
    }
}

package io.berth.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.berth.base.AtOnce;
import io.berth.base.UnstorableText;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The connections to PostgreSQL and the only way to use one: as a read or as a transaction, on a worker thread.
 *
 * <p>Callers may be on any thread, typically a virtual one; they wait in a fair, bounded queue. Transactions are READ
 * COMMITTED; what they must not lose they protect by compare-and-swap. A transaction that meets a serialization failure,
 * a deadlock or a {@link StaleView} is rolled back and run again, so its work must not have effects of its own.
 */
public final class Database implements AutoCloseable {
    /** How much work may wait for a connection before {@link Overloaded} is thrown. */
    public static final int QUEUE_MAX = 4_096;

    /** How often a transaction is tried before {@link Contended} is thrown. */
    public static final int ATTEMPTS_MAX = 12;

    private static final long BACKOFF_NANOS = 500_000;
    /** A transaction that does nothing for so long is dead, and holds back every reader of the change log. */
    private static final int IDLE_IN_TRANSACTION_SECONDS_MAX = 60;

    /** What each connection begins with. */
    static final String BEGINNING = Presence.SHOW
            + "; SET idle_in_transaction_session_timeout = '" + IDLE_IN_TRANSACTION_SECONDS_MAX + "s'";

    private static final long CONNECT_TIMEOUT_MILLIS = 5_000;

    /** Who waits longer for a row or a table than this is told that it may be free later: whoever holds it may be stuck. */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

    /** How long {@link #isReachable} waits. */
    private static final Duration READY_WAIT = Duration.ofSeconds(2);

    /**
     * A connection that is silent for so long is given up: where the way to the database is gone without a word, TCP would find out
     * after two hours, and meanwhile all connections wait. Whoever has slower statements says socketTimeout in the URL.
     */
    private static final Duration ANSWER_WAIT = Duration.ofMinutes(1);

    private static final Duration FINISH_WORK = Duration.ofSeconds(10);

    /**
     * serialization_failure, deadlock_detected; and the last line behind a compare-and-swap: exclusion_violation,
     * unique_violation and foreign_key_violation say that someone else made or removed a row since the view was read.
     */
    private static final Set<String> RETRIED_STATES = Set.of("40001", "40P01", "23P01", "23505", "23503");

    /**
     * character_not_in_repertoire, untranslatable_character: NUL in a text and in a jsonb; invalid_text_representation: half of a
     * surrogate pair in a jsonb.
     */
    private static final Set<String> UNSTORABLE_STATES = Set.of("22021", "22P05", "22P02");

    /** admin_shutdown, crash_shutdown, cannot_connect_now: the server goes or comes. */
    private static final Set<String> RESTARTING_STATES = Set.of("57P01", "57P02", "57P03");

    /** connection_exception, in all its forms. */
    private static final String CONNECTION_CLASS = "08";

    /** insufficient_resources, in all its forms. */
    private static final String RESOURCES_CLASS = "53";

    /** read_only_sql_transaction: another server is the primary now. */
    private static final String READ_ONLY = "25006";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final HikariDataSource pool;
    private final DatabaseOptions options;
    private final Jdbi jdbi;
    private final ThreadPoolExecutor workers;
    private final Outage outage;

    private Database(HikariDataSource pool, DatabaseOptions options) {
        this.pool = pool;
        this.options = options;
        int connections = options.connections();
        this.jdbi = ArrayTypes.jdbi(pool);
        this.outage = new Outage(() -> pool.getHikariPoolMXBean().getTotalConnections() == 0);
        this.workers = new ThreadPoolExecutor(
                connections,
                connections,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(QUEUE_MAX),
                Worker::new);
    }

    /** Opens the pool; throws at once where the database cannot be reached. */
    public static Database open(DatabaseOptions options) {
        return new Database(new HikariDataSource(configuration(options)), options);
    }

    /** A database that is never connected to, for listing what would use one. */
    public static Database unconnected() {
        DatabaseOptions options = DatabaseOptions.of("jdbc:postgresql://127.0.0.1:1/none").withConnections(1);
        HikariConfig config = configuration(options);
        config.setInitializationFailTimeout(-1);
        config.setMinimumIdle(0);
        return new Database(new HikariDataSource(config), options);
    }

    static HikariConfig configuration(DatabaseOptions options) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("berth");
        config.setJdbcUrl(options.jdbcUrl());
        options.user().ifPresent(config::setUsername);
        options.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(options.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
        // Of the connection, once: asked for in each transaction it would cost three round trips more.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.addDataSourceProperty("ApplicationName", "berth");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("socketTimeout", String.valueOf(ANSWER_WAIT.toSeconds()));
        config.setConnectionInitSql(BEGINNING + "; SET lock_timeout = " + LOCK_WAIT.toMillis());
        return config;
    }

    /** Connections beside the pool, for the migrations: to change a big table may take as long as it takes. */
    DataSource forMigrations() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(options.jdbcUrl());
        options.user().ifPresent(source::setUser);
        options.password().ifPresent(source::setPassword);
        source.setTcpKeepAlive(true);
        return source;
    }

    /** A connection beside the pool, for one thread that sends one short statement after the other. To be closed by it. */
    public Lane lane() {
        return new Lane(options, outage);
    }

    /** Runs {@code work} on a connection of its own, each statement for itself. */
    public <T> T read(Function<Handle, T> work) {
        return onWorker(() -> {
            try (Handle handle = jdbi.open()) {
                return work.apply(handle);
            }
        });
    }

    /** Runs {@code work} in one transaction: all of what it writes is kept, or nothing. */
    public <T> T transact(Function<Handle, T> work) {
        return onWorker(() -> withRetries(work));
    }

    /**
     * As {@link #transact}, but tried once: for work that was decided before, which another try would not make true.
     *
     * @throws StaleView where somebody else was faster, however the database found out
     */
    public <T> T transactOnce(Function<Handle, T> work) {
        return onWorker(() -> {
            try {
                return jdbi.inTransaction(work::apply);
            } catch (RuntimeException failure) {
                throw isLostRace(failure) ? new StaleView("what was decided on", failure) : failure;
            }
        });
    }

    private <T> T withRetries(Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.inTransaction(work::apply);
            } catch (RuntimeException failure) {
                if (!isLostRace(failure)) {
                    throw failure;
                }
                if (attempt == ATTEMPTS_MAX) {
                    throw new Contended(failure);
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(BACKOFF_NANOS * attempt) + 1);
            }
        }
    }

    private static boolean isLostRace(Throwable failure) {
        return hasCause(failure, StaleView.class::isInstance) || hasState(failure, RETRIED_STATES);
    }

    private static boolean isUnavailable(Throwable cause) {
        String state = stateOf(cause);
        return isOfTheConnection(cause) || state.startsWith(RESOURCES_CLASS) || state.equals(READ_ONLY);
    }

    /** Whether PostgreSQL, or the way to it, went away. */
    static boolean isOfTheConnection(Throwable cause) {
        String state = stateOf(cause);
        return state.startsWith(CONNECTION_CLASS) || RESTARTING_STATES.contains(state);
    }

    /** Whether the connection broke under what failed, or there was none. */
    static boolean isCutOffBy(Throwable failure) {
        return hasCause(failure, Database::isOfTheConnection);
    }

    /** Whether what failed so may be committed all the same: the connection broke, perhaps after that. */
    static boolean mayBeCommitted(Throwable failure) {
        return isCutOffBy(failure) && !hasCause(failure, ConnectionException.class::isInstance);
    }

    private static boolean hasState(Throwable failure, Set<String> states) {
        return hasCause(failure, cause -> states.contains(stateOf(cause)));
    }

    /** Empty where there is none. */
    private static String stateOf(Throwable cause) {
        return cause instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    }

    private static boolean hasCause(Throwable failure, Predicate<Throwable> wanted) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (wanted.test(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Runs one statement that commits by itself. @throws StaleView where somebody else was faster, however the database found out */
    <T> T statementOnce(Function<Handle, T> statement) {
        return onWorker(() -> {
            try (Handle handle = jdbi.open()) {
                return statement.apply(handle);
            } catch (RuntimeException failure) {
                throw isLostRace(failure) ? new StaleView("what was decided on", failure) : failure;
            }
        });
    }

    private <T> T onWorker(Supplier<T> work) {
        return await(submit(work));
    }

    private <T> Future<T> submit(Supplier<T> work) {
        if (Thread.currentThread() instanceof Worker) {
            throw new IllegalStateException("database work inside database work would wait for a second connection");
        }
        if (AtOnce.isDemanded()) {
            throw new IllegalStateException("work that must not wait asks the database");
        }
        try {
            return workers.submit(() -> outage.guard(work));
        } catch (RejectedExecutionException full) {
            throw new Overloaded(
                    workers.isShutdown()
                            ? "the database is being closed"
                            : "more than " + QUEUE_MAX + " pieces of work wait for the database");
        }
    }

    private static <T> T await(Future<T> result) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException stop) {
                    // The transaction may commit all the same: its outcome is owed to the caller.
                    interrupted = true;
                } catch (CancellationException closing) {
                    throw new Overloaded("the database is being closed");
                } catch (ExecutionException failure) {
                    throw told(failure);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException told(ExecutionException failure) {
        return failure.getCause() instanceof RuntimeException cause ? told(cause) : new IllegalStateException(failure.getCause());
    }

    /** What callers know: whether a later try may succeed, or whose fault it is. */
    static RuntimeException told(RuntimeException failure) {
        return switch (failure) {
            case ConnectionException noConnection -> new Unreachable(noConnection);
            case RuntimeException gone when hasCause(gone, Database::isUnavailable) -> new Unreachable(gone);
            case RuntimeException held when hasState(held, Set.of(LOCK_NOT_AVAILABLE)) -> new Contended(held);
            case RuntimeException text when hasState(text, UNSTORABLE_STATES) -> new UnstorableText(text);
            case RuntimeException cause -> cause;
        };
    }

    /** Why the database cannot be reached, where that is known: whoever tries now would wait for seconds, and somebody does. */
    public Optional<Unreachable> outage() {
        return outage.known().map(Unreachable::new);
    }

    /** Whether a connection answers soon, and may write: what {@code /health/ready} reports. */
    public boolean isReachable() {
        try {
            Future<String> readOnly = submit(() -> jdbi.withHandle(handle ->
                    handle.createQuery("SHOW transaction_read_only").mapTo(String.class).one()));
            return readOnly.get(READY_WAIT.toMillis(), TimeUnit.MILLISECONDS).equals("off");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | RuntimeException unreachable) {
            return false;
        }
    }

    /** How many connections there are at most. */
    int connections() {
        return options.connections();
    }

    /** Work that waits for a connection now, for the metrics. */
    public int waiting() {
        return workers.getQueue().size();
    }

    /** Has figures of the pool's connections told, until this is closed. Once. */
    public void measure(MeterRegistry figures) {
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(figures));
    }

    /** Lets the work in hand and in the queue finish within a bound; what has not begun by then is refused. */
    @Override
    public void close() {
        workers.shutdown();
        boolean isFinished = false;
        try {
            isFinished = workers.awaitTermination(FINISH_WORK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        if (!isFinished) {
            workers.shutdownNow().forEach(Database::refuse);
        }
        pool.close();
    }

    private static void refuse(Runnable waiting) {
        if (waiting instanceof Future<?> owed) {
            owed.cancel(false);
        }
    }

    private static final class Worker extends Thread {
        Worker(Runnable work) {
            super(work, "berth-db");
            setDaemon(true);
        }
    }
}

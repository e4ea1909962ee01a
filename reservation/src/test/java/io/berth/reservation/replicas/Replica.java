package io.berth.reservation.replicas;

import io.berth.base.SettableClock;
import io.berth.reservation.TestRoom;
import io.berth.reservation.audit.LeaseAudit;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.store.Contended;
import io.berth.store.Database;
import io.berth.store.DatabaseOptions;
import io.berth.store.Store;
import java.sql.SQLException;
import java.time.Duration;

/** A process of its own, as far as the database can tell: its own connections, its own memory. Can be killed. */
final class Replica {
    private static final int CONNECTIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Database database;
    final TestRoom room;
    private final LeaseAudit audit;

    private volatile boolean isKilled;
    private volatile boolean wasCutOff;

    Replica(String name, DatabaseOptions options, ReservationOptions terms, SettableClock clock) {
        this.name = name;
        String url = options.jdbcUrl() + (options.jdbcUrl().contains("?") ? "&" : "?") + "ApplicationName=" + name;
        database = Database.open(
                new DatabaseOptions(url, options.user(), options.password(), CONNECTIONS));
        room = new TestRoom(new Store(database, clock), terms, clock);
        audit = room.room.audit();
        room.room.calendars().start();
        room.due.start();
    }

    /** From one moment to the next it is gone, whatever it was doing. What is left of it in this process takes its time to end. */
    Thread kill(Database other) {
        isKilled = true;
        cutOff(other);
        return Thread.ofVirtual().start(this::close);
    }

    /** It loses its connections, as when a database fails over, and goes on with new ones. */
    void cutOff(Database other) {
        wasCutOff = true;
        other.read(handle -> handle.createQuery(
                        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .one());
    }

    /** What an audit through this replica says; a connection that was cut is found out by using it. */
    LeaseAudit.Report audited() {
        for (int tries = 0; ; tries++) {
            try {
                return audit.run(PATIENCE);
            } catch (RuntimeException failure) {
                if (!explains(failure) || tries == CONNECTIONS) {
                    throw failure;
                }
            }
        }
    }

    void close() {
        room.due.close();
        room.room.calendars().close();
        database.close();
    }

    /** Whether a failure of something done here may be because the replica was killed or cut off; or the request lost every race. */
    boolean explains(RuntimeException failure) {
        return isKilled || failure instanceof Contended || (wasCutOff && isOfConnection(failure));
    }

    private static boolean isOfConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = String.valueOf(sql.getSQLState());
                return state.startsWith("08") || state.equals("57P01") || String.valueOf(sql.getMessage()).contains("closed");
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return name;
    }
}

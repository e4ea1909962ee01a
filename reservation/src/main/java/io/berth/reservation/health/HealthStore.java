package io.berth.reservation.health;

import io.berth.reservation.host.Instants;
import io.berth.store.StaleView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The rows of hosts' health. */
public final class HealthStore {

    public void write(Handle tx, HealthChange change) {
        switch (change) {
            case HealthChange.HealthWritten it -> put(tx, it.before(), it.health());
        }
    }

    /** @throws StaleView where somebody said something else of the host meanwhile */
    private static void put(Handle tx, HostHealth before, HostHealth health) {
        int written = tx.createUpdate("""
                INSERT INTO reservation.host_health AS known (host_id, status, reason, source, since, strikes)
                VALUES (:host, :status, :reason, :source, :since, :strikes)
                ON CONFLICT (host_id) DO UPDATE
                   SET status = EXCLUDED.status, reason = EXCLUDED.reason, source = EXCLUDED.source,
                       since = EXCLUDED.since, strikes = EXCLUDED.strikes
                 WHERE (known.status, known.reason, known.source, known.since, known.strikes)
                       = (:wasStatus, :wasReason, :wasSource, :wasSince, :wasStrikes)
                """)
                .bind("host", health.hostId())
                .bind("status", health.status().text())
                .bind("reason", health.reason())
                .bind("source", health.source())
                .bind("since", Instants.utc(health.since()))
                .bind("strikes", health.strikes())
                .bind("wasStatus", before.status().text())
                .bind("wasReason", before.reason())
                .bind("wasSource", before.source())
                .bind("wasSince", Instants.utc(before.since()))
                .bind("wasStrikes", before.strikes())
                .execute();
        if (written == 0) {
            throw new StaleView("health/" + health.hostId());
        }
    }

    /** Absent where nobody ever said anything of the host. */
    Optional<HostHealth> health(Handle handle, UUID host) {
        return handle.createQuery("SELECT * FROM reservation.host_health WHERE host_id = :host")
                .bind("host", host)
                .map((row, context) -> health(row))
                .findOne();
    }

    /** Of all hosts of which somebody said something. */
    List<HostHealth> known(Handle handle) {
        return handle.createQuery("SELECT * FROM reservation.host_health").map((row, context) -> health(row)).list();
    }

    /** Of the hosts that have failed. */
    List<HostHealth> failed(Handle handle) {
        return handle.createQuery("SELECT * FROM reservation.host_health WHERE status = 'failed' ORDER BY since, host_id")
                .map((row, context) -> health(row))
                .list();
    }

    private static HostHealth health(ResultSet row) throws SQLException {
        return new HostHealth(
                row.getObject("host_id", UUID.class),
                HealthStatus.of(row.getString("status")).orElseThrow(),
                row.getString("reason"),
                row.getString("source"),
                Instants.of(row, "since"),
                row.getInt("strikes"));
    }
}

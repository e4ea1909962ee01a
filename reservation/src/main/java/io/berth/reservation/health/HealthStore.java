package io.berth.reservation.health;

import io.berth.reservation.host.Instants;
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
            case HealthChange.HealthWritten it -> put(tx, it.health());
            case HealthChange.RoundBegun it -> { }
        }
    }

    private static void put(Handle tx, HostHealth health) {
        tx.createUpdate("""
                INSERT INTO reservation.host_health (host_id, status, reason, source, since, strikes)
                VALUES (:host, :status, :reason, :source, :since, :strikes)
                ON CONFLICT (host_id) DO UPDATE
                   SET status = EXCLUDED.status, reason = EXCLUDED.reason, source = EXCLUDED.source,
                       since = EXCLUDED.since, strikes = EXCLUDED.strikes
                """)
                .bind("host", health.hostId())
                .bind("status", health.status().text())
                .bind("reason", health.reason())
                .bind("source", health.source())
                .bind("since", Instants.utc(health.since()))
                .bind("strikes", health.strikes())
                .execute();
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

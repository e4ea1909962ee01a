package io.berth.reservation.budget;

import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows of budgets and of what is counted against them. */
final class BudgetStore {
    /** Bookings lie within their lease, but for the rest of a minute: a narrower look would be no faster. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private BudgetStore() {}

    static void write(Handle tx, BudgetChange change) {
        switch (change) {
            case BudgetChange.BudgetSet it -> set(tx, it.budget());
            case BudgetChange.BudgetRemoved it -> remove(tx, it.projectId());
            case BudgetChange.LeaseUseKept it -> keepUseOfLease(tx, it.leaseId(), it.until());
            case BudgetChange.HostUseKept it -> keepUseOfHost(tx, it.hostId(), it.until());
            case BudgetChange.BookingsUseKept it -> keepUseOfBookings(tx, it.bookings(), it.until());
        }
    }

    private static void set(Handle tx, Budget budget) {
        tx.createUpdate("""
                INSERT INTO reservation.budget (
                    project_id, max_hosts, max_host_hours, period, max_lease_hours, created_at, updated_at)
                VALUES (:project, :hosts, :hostHours, :period, :leaseHours, :createdAt, :updatedAt)
                ON CONFLICT (project_id) DO UPDATE
                   SET max_hosts = EXCLUDED.max_hosts, max_host_hours = EXCLUDED.max_host_hours,
                       period = EXCLUDED.period, max_lease_hours = EXCLUDED.max_lease_hours,
                       updated_at = EXCLUDED.updated_at
                """)
                .bind("project", budget.projectId())
                .bind("hosts", budget.limits().maxHosts())
                .bind("hostHours", budget.limits().maxHostHours())
                .bind("period", budget.limits().period().text())
                .bind("leaseHours", budget.limits().maxLeaseHours())
                .bind("createdAt", Instants.utc(budget.createdAt()))
                .bind("updatedAt", Instants.utc(budget.updatedAt()))
                .execute();
    }

    private static void remove(Handle tx, String projectId) {
        tx.createUpdate("DELETE FROM reservation.budget WHERE project_id = :project")
                .bind("project", projectId)
                .execute();
    }

    private static void keepUseOfLease(Handle tx, UUID leaseId, Instant until) {
        tx.createUpdate("""
                INSERT INTO reservation.past_use (project_id, period, hosts)
                SELECT lease.project_id, tstzrange(lower(booking.period), least(upper(booking.period), :until), '[)') AS used,
                       count(*)
                  FROM reservation.booking JOIN reservation.lease ON lease.id = booking.lease_id
                 WHERE lease.id = :lease AND booking.kind = 'lease' AND booking.slots IS NULL
                   AND lower(booking.period) < :until
                 GROUP BY lease.project_id, used
                """)
                .bind("lease", leaseId)
                .bind("until", Instants.utc(until))
                .execute();
    }

    private static void keepUseOfHost(Handle tx, UUID hostId, Instant until) {
        tx.createUpdate("""
                INSERT INTO reservation.past_use (project_id, period, hosts)
                SELECT lease.project_id, tstzrange(lower(booking.period), least(upper(booking.period), :until), '[)'), 1
                  FROM reservation.booking JOIN reservation.lease ON lease.id = booking.lease_id
                 WHERE booking.host_id = :host AND booking.kind = 'lease' AND booking.slots IS NULL
                   AND lower(booking.period) < :until
                """)
                .bind("host", hostId)
                .bind("until", Instants.utc(until))
                .execute();
    }

    private static void keepUseOfBookings(Handle tx, List<UUID> bookings, Instant until) {
        tx.createUpdate("""
                INSERT INTO reservation.past_use (project_id, period, hosts)
                SELECT lease.project_id, tstzrange(lower(booking.period), least(upper(booking.period), :until), '[)') AS used,
                       count(*)
                  FROM reservation.booking JOIN reservation.lease ON lease.id = booking.lease_id
                 WHERE booking.id = ANY(:bookings) AND booking.kind = 'lease' AND booking.slots IS NULL
                   AND lower(booking.period) < :until
                 GROUP BY lease.project_id, used
                """)
                .bindArray("bookings", UUID.class, bookings.toArray())
                .bind("until", Instants.utc(until))
                .execute();
    }

    /** Forgets use that ended before then, at most {@code limit} rows; answers how many. */
    static int forgetUse(Handle tx, Instant before, int limit) {
        return tx.createUpdate("""
                DELETE FROM reservation.past_use
                 WHERE ctid = ANY(ARRAY(
                       SELECT ctid FROM reservation.past_use WHERE upper(period) < :before LIMIT :limit))
                """)
                .bind("before", Instants.utc(before))
                .bind("limit", limit)
                .execute();
    }

    static Optional<Budget> budget(Handle handle, String projectId) {
        return handle.createQuery("SELECT * FROM reservation.budget WHERE project_id = :project")
                .bind("project", projectId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Of those of the projects that have one, by project. */
    static Map<String, Budget> budgets(Handle handle, Collection<String> projects) {
        return handle.createQuery("SELECT * FROM reservation.budget WHERE project_id = ANY(:projects)")
                .bindArray("projects", String.class, projects.toArray())
                .map((row, context) -> read(row))
                .stream()
                .collect(Collectors.toMap(Budget::projectId, Function.identity()));
    }

    /** The budget, under which nobody else books until this transaction is over. */
    static Optional<Budget> lockedBudget(Handle tx, String projectId) {
        return tx.createQuery("SELECT * FROM reservation.budget WHERE project_id = :project FOR UPDATE")
                .bind("project", projectId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Without waiting for anyone. @return false where somebody else holds it */
    static boolean lockIdle(Handle tx, String projectId) {
        return tx.createQuery("SELECT 1 FROM reservation.budget WHERE project_id = :project FOR UPDATE SKIP LOCKED")
                .bind("project", projectId)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static List<Budget> allBudgets(Handle handle) {
        return handle.createQuery("SELECT * FROM reservation.budget ORDER BY project_id")
                .map((row, context) -> read(row))
                .list();
    }

    /**
     * What the project's leases have of whole hosts within the period, and what of it is over or its booking gone.
     *
     * @param removed bookings that count before, and not after
     */
    static List<ProjectUse.Slice> use(Handle handle, String projectId, Period period, Collection<UUID> removed) {
        return handle.createQuery("""
                SELECT lower(booking.period) AS starts_at, upper(booking.period) AS ends_at, count(*) AS before,
                       count(*) FILTER (WHERE booking.id <> ALL(:removed::uuid[])) AS after
                  FROM reservation.lease
                  JOIN reservation.booking ON booking.lease_id = lease.id
                 WHERE lease.project_id = :project
                   AND lease.starts_at < :latest AND lease.ends_at > :earliest
                   AND booking.kind = 'lease' AND booking.slots IS NULL
                   AND booking.period && tstzrange(:start, :end, '[)')
                 GROUP BY booking.period
                 UNION ALL
                SELECT lower(period), upper(period), hosts, hosts
                  FROM reservation.past_use
                 WHERE project_id = :project AND upper(period) > :start AND period && tstzrange(:start, :end, '[)')
                """)
                .bind("project", projectId)
                .bindArray("removed", UUID.class, removed.toArray())
                .bind("start", Instants.utc(period.start()))
                .bind("end", Instants.utc(period.end()))
                .bind("earliest", Instants.utc(period.start().minus(MARGIN)))
                .bind("latest", Instants.utc(period.end().plus(MARGIN)))
                .map((row, context) -> new ProjectUse.Slice(
                        new Period(Instants.of(row, "starts_at"), Instants.of(row, "ends_at")),
                        row.getLong("before"),
                        row.getLong("after")))
                .list();
    }

    /** As {@link #use}, of several projects at once, of each within its period. */
    static Map<String, List<ProjectUse.Slice>> uses(Handle handle, Map<String, Period> periods) {
        record Row(String project, ProjectUse.Slice slice) {}
        return handle.createQuery("""
                SELECT wanted.project_id, lower(used.period) AS starts_at, upper(used.period) AS ends_at, used.hosts
                  FROM unnest(:projects::text[], :starts::timestamptz[], :ends::timestamptz[])
                       AS wanted (project_id, starts_at, ends_at)
                 CROSS JOIN LATERAL (
                       SELECT booking.period, count(*) AS hosts
                         FROM reservation.lease
                         JOIN reservation.booking ON booking.lease_id = lease.id
                        WHERE lease.project_id = wanted.project_id
                          AND lease.starts_at < wanted.ends_at + CAST(:margin AS interval)
                          AND lease.ends_at > wanted.starts_at - CAST(:margin AS interval)
                          AND booking.kind = 'lease' AND booking.slots IS NULL
                          AND booking.period && tstzrange(wanted.starts_at, wanted.ends_at, '[)')
                        GROUP BY booking.period
                        UNION ALL
                       SELECT period, hosts
                         FROM reservation.past_use
                        WHERE project_id = wanted.project_id AND upper(period) > wanted.starts_at
                          AND period && tstzrange(wanted.starts_at, wanted.ends_at, '[)')) AS used
                """)
                .bindArray("projects", String.class, periods.keySet().toArray())
                .bindArray("starts", String.class, periods.values().stream().map(it -> it.start().toString()).toArray())
                .bindArray("ends", String.class, periods.values().stream().map(it -> it.end().toString()).toArray())
                .bind("margin", MARGIN.toString())
                .map((row, context) -> new Row(
                        row.getString("project_id"),
                        new ProjectUse.Slice(
                                new Period(Instants.of(row, "starts_at"), Instants.of(row, "ends_at")),
                                row.getLong("hosts"),
                                row.getLong("hosts"))))
                .stream()
                .collect(Collectors.groupingBy(Row::project, Collectors.mapping(Row::slice, Collectors.toList())));
    }

    /** How long the lease is as it stands. */
    static Optional<Duration> length(Handle handle, UUID leaseId) {
        return handle.createQuery("SELECT starts_at, ends_at FROM reservation.lease WHERE id = :lease")
                .bind("lease", leaseId)
                .map((row, context) -> Duration.between(Instants.of(row, "starts_at"), Instants.of(row, "ends_at")))
                .findOne();
    }

    private static Budget read(ResultSet row) throws SQLException {
        return new Budget(
                row.getString("project_id"),
                new Budget.Limits(
                        integer(row, "max_hosts"),
                        integer(row, "max_host_hours"),
                        BudgetPeriod.named(row.getString("period")).orElseThrow(),
                        integer(row, "max_lease_hours")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Instants.nullable(row, "updated_at"));
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}

package io.berth.reservation.lease;

import io.berth.reservation.host.Instants;
import io.berth.store.StaleView;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The rows of leases. Reading any number of them takes three statements: leases, reservations, events. */
public final class LeaseStore {

    /** Leases that change one after the other are written together. */
    public void write(Handle tx, List<LeaseChange> changes) {
        SequencedMap<UUID, LeaseChange> together = new LinkedHashMap<>();
        for (LeaseChange change : changes) {
            boolean isState = change instanceof LeaseChange.LeaseChanged || change instanceof LeaseChange.LeaseEnded;
            if (!isState || together.containsKey(change.lease().id())) {
                change(tx, together.values());
                together.clear();
            }
            switch (change) {
                case LeaseChange.LeaseCreated it -> {
                    insert(tx, it.lease());
                    LeasePartStore.insertReservations(tx, it.lease());
                    LeasePartStore.insertEvents(tx, it.lease());
                }
                case LeaseChange.LeaseChanged it -> together.put(it.lease().id(), it);
                case LeaseChange.LeaseEnded it -> together.put(it.lease().id(), it);
                case LeaseChange.LeaseDeleted it -> delete(tx, it.lease());
            }
        }
        change(tx, together.values());
    }

    private static void change(Handle tx, Collection<LeaseChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<Lease> leases = changes.stream().map(LeaseChange::lease).toList();
        update(tx, leases);
        LeasePartStore.updateReservations(tx, leases, !changes.stream().allMatch(LeaseChange::isOfTime));
        LeasePartStore.updateEvents(tx, leases);
    }

    private static void insert(Handle tx, Lease lease) {
        bindWhole(tx.createUpdate("""
                INSERT INTO reservation.lease (
                    id, name, project_id, user_id, request_id, starts_at, ends_at, status, degraded, revision,
                    created_at, updated_at)
                VALUES (
                    :id, :name, :projectId, :userId, :requestId, :startsAt, :endsAt, :status, :degraded, :revision,
                    :createdAt, :updatedAt)
                """), lease).execute();
    }

    /** All columns of a lease's own row, as parameters of their names. */
    static <S extends SqlStatement<S>> S bindWhole(S statement, Lease lease) {
        return statement.bind("id", lease.id())
                .bind("name", lease.name())
                .bind("projectId", lease.projectId())
                .bind("userId", lease.userId())
                .bind("requestId", lease.requestId())
                .bind("startsAt", Instants.utc(lease.startsAt()))
                .bind("endsAt", Instants.utc(lease.endsAt()))
                .bind("status", lease.status().name())
                .bind("degraded", lease.degraded())
                .bind("revision", lease.revision())
                .bind("createdAt", Instants.utc(lease.createdAt()))
                .bind("updatedAt", Instants.utc(lease.updatedAt()));
    }

    private static void update(Handle tx, Collection<Lease> leases) {
        Columns<Lease> columns = new Columns<>(leases);
        Update update = tx.createUpdate("""
                UPDATE reservation.lease
                   SET name = it.name, starts_at = it.starts_at, ends_at = it.ends_at, status = it.status, degraded = it.degraded,
                       revision = lease.revision + 1, updated_at = it.updated_at
                  FROM unnest(:ids::uuid[], :seen::bigint[], :names::text[], :starts::timestamptz[], :ends::timestamptz[],
                              :statuses::text[], :degraded::boolean[], :updated::timestamptz[])
                       AS it (id, seen, name, starts_at, ends_at, status, degraded, updated_at)
                 WHERE lease.id = it.id AND lease.revision = it.seen
                """);
        columns.uuids(update, "ids", Lease::id);
        columns.longs(update, "seen", Lease::revision);
        columns.texts(update, "names", Lease::name);
        columns.times(update, "starts", Lease::startsAt);
        columns.times(update, "ends", Lease::endsAt);
        columns.texts(update, "statuses", lease -> lease.status().name());
        columns.flags(update, "degraded", Lease::degraded);
        columns.times(update, "updated", Lease::updatedAt);
        if (update.execute() != leases.size()) {
            throw new StaleView("one of " + leases.size() + " leases");
        }
    }

    private static void delete(Handle tx, Lease lease) {
        int deleted = tx.createUpdate("DELETE FROM reservation.lease WHERE id = :id AND revision = :seen")
                .bind("id", lease.id())
                .bind("seen", lease.revision())
                .execute();
        if (deleted != 1) {
            throw new StaleView("lease/" + lease.id());
        }
    }

    /** How far a lease has come. A database that went back to an earlier state may come to the same revision another time. */
    record Mark(UUID id, long revision, @Nullable Instant updatedAt) {
        static Mark of(Lease lease) {
            return new Mark(lease.id(), lease.revision(), lease.updatedAt());
        }

        boolean isOf(Lease lease) {
            return lease.revision() == revision && Objects.equals(lease.updatedAt(), updatedAt);
        }
    }

    /** Of all leases, the oldest first. */
    List<Mark> marks(Handle handle) {
        return marks(handle.createQuery("SELECT id, revision, updated_at FROM reservation.lease ORDER BY created_at, id"));
    }

    List<Mark> marksOfProject(Handle handle, String projectId) {
        return marks(handle.createQuery("""
                SELECT id, revision, updated_at FROM reservation.lease WHERE project_id = :projectId ORDER BY created_at, id
                """).bind("projectId", projectId));
    }

    List<Mark> marks(Handle handle, UUID id) {
        return marks(handle.createQuery("SELECT id, revision, updated_at FROM reservation.lease WHERE id = :id").bind("id", id));
    }

    private static List<Mark> marks(Query query) {
        return query.map((row, context) -> new Mark(
                        row.getObject("id", UUID.class), row.getLong("revision"), Instants.nullable(row, "updated_at")))
                .list();
    }

    /** Those of these that there are, in any order. */
    public List<Lease> leases(Handle handle, Collection<UUID> ids) {
        return LeasePartStore.assemble(handle, handle.createQuery("SELECT * FROM reservation.lease WHERE id = ANY(:ids)")
                .bindArray("ids", UUID.class, ids.toArray())
                .map((row, context) -> LeasePartStore.bareLease(row))
                .list());
    }

    public Optional<Lease> lease(Handle handle, UUID id) {
        return LeasePartStore.assemble(handle, handle.createQuery("SELECT * FROM reservation.lease WHERE id = :id")
                        .bind("id", id)
                        .map((row, context) -> LeasePartStore.bareLease(row))
                        .list())
                .stream()
                .findFirst();
    }

    /** Nobody else changes these leases until this transaction is over. */
    public void lockLeases(Handle tx, Collection<UUID> ids) {
        tx.createQuery("SELECT id FROM reservation.lease WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")
                .bindArray("ids", UUID.class, ids.toArray())
                .mapTo(UUID.class)
                .list();
    }

    /** The lease, which nobody else changes until this transaction is over. */
    public Optional<Lease> lockedLease(Handle tx, UUID id) {
        return LeasePartStore.assemble(tx, lockedRows(tx, List.of(id))).stream().findFirst();
    }

    /**
     * Those of these that there are, without reservations and events, in the order of their ids; nobody else changes them until this
     * transaction is over.
     */
    List<Lease> lockedRows(Handle tx, Collection<UUID> ids) {
        return tx.createQuery("SELECT * FROM reservation.lease WHERE id = ANY(:ids) ORDER BY id FOR NO KEY UPDATE")
                .bindArray("ids", UUID.class, ids.toArray())
                .map((row, context) -> LeasePartStore.bareLease(row))
                .list();
    }
}

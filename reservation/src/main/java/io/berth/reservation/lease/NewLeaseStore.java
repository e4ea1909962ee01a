package io.berth.reservation.lease;

import io.berth.base.Change;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.CalendarChange.LeaseRebooked;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Instants;
import io.berth.reservation.lease.LeaseChange.LeaseCreated;
import io.berth.store.ChangeLog;
import io.berth.store.DueWork;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Writes a new lease of whole hosts by one statement, which commits by itself: the compare-and-swap of its hosts' calendars, and all
 * the rest if every calendar is as it was seen, otherwise nothing; nor where the project has a budget, which has to be held. Ten
 * statements of a transaction are ten times the wait.
 */
public final class NewLeaseStore {
    /** Hosts are locked in the order of their ids, so that two who want the same ones wait for each other and do not deadlock. */
    private static final String WRITE = """
            WITH seen AS MATERIALIZED (
                SELECT host.id
                  FROM reservation.host
                  JOIN unnest(:hosts::uuid[], :revisions::bigint[]) AS wanted (id, revision)
                    ON wanted.id = host.id AND wanted.revision = host.calendar_revision
                 ORDER BY host.id
                   FOR NO KEY UPDATE OF host),
            fresh AS MATERIALIZED (
                SELECT 1
                 WHERE (SELECT count(*) FROM seen) = :hostCount
                   AND NOT EXISTS (SELECT 1 FROM reservation.budget WHERE budget.project_id = :projectId)),
            moved AS (
                UPDATE reservation.host SET calendar_revision = calendar_revision + 1
                  FROM fresh
                 WHERE host.id IN (SELECT id FROM seen)),
            lease AS (
                INSERT INTO reservation.lease (
                    id, name, project_id, user_id, request_id, starts_at, ends_at, status, degraded, revision,
                    created_at, updated_at)
                SELECT :id, :name, :projectId, :userId, :requestId, :startsAt, :endsAt, :status, :degraded, :revision,
                       :createdAt, :updatedAt
                  FROM fresh
                RETURNING id),
            reservations AS (
                INSERT INTO reservation.reservation (
                    id, lease_id, position, resource_type, resource_id, status, request, missing_resources,
                    resources_changed, created_at, updated_at)
                SELECT it.id, :id, it.position - 1, it.resource_type, it.resource_id, it.status, it.request::jsonb, false,
                       false, :createdAt, :updatedAt
                  FROM unnest(:reservations::uuid[], :resourceTypes::text[], :resourceIds::uuid[], :statuses::text[], :requests::text[])
                       WITH ORDINALITY AS it (id, resource_type, resource_id, status, request, position), fresh),
            events AS (
                INSERT INTO reservation.lease_event (id, lease_id, position, type, automatic, time, status, created_at)
                SELECT it.id, :id, it.position - 1, it.type, it.automatic, it.time, it.status, :createdAt
                  FROM unnest(:events::uuid[], :types::text[], :automatic::boolean[], :times::timestamptz[], :eventStatuses::text[])
                       WITH ORDINALITY AS it (id, type, automatic, time, status, position), fresh),
            bookings AS (
                INSERT INTO reservation.booking (id, host_id, period, kind, lease_id, reservation_id)
                SELECT it.id, it.host_id, tstzrange(part.starts_at, part.ends_at, '[)'), part.kind, :id, part.reservation_id
                  FROM fresh,
                       unnest(:bookings::uuid[], :bookedHosts::uuid[], :parts::integer[]) AS it (id, host_id, part)
                  JOIN unnest(:starts::timestamptz[], :ends::timestamptz[], :kinds::text[], :bookedFor::uuid[])
                       WITH ORDINALITY AS part (starts_at, ends_at, kind, reservation_id, ordinal) ON part.ordinal = it.part),
            work AS (
            """ + DueWork.scheduleFrom("""
                    (SELECT :workKind::text AS kind, :workKey::text AS key, :dueAt::timestamptz AS due_at FROM fresh) AS work""") + """
            ),
            logged AS (
            """ + ChangeLog.insertFrom("""
                    (SELECT :origin AS origin, :at::timestamptz AS at, it.*
                       FROM unnest(:changeKinds::text[], :subjects::text[], :touched::text[])
                            AS it (kind, subject, touched), fresh) AS changes""") + """
            )
            SELECT count(*) FROM lease
            """;

    private final Creation creation;

    private NewLeaseStore(Creation creation) {
        this.creation = creation;
    }

    private record Creation(List<Change> changes, Lease lease, LeaseRebooked booked, ScheduleWork start) {}

    /** Absent where the changes are anything but a lease, new bookings of whole hosts, and the timer of its start. */
    public static Optional<NewLeaseStore> of(List<Change> changes) {
        return changes.size() == 3
                        && changes.get(0) instanceof LeaseCreated created
                        && changes.get(1) instanceof LeaseRebooked booked
                        && changes.get(2) instanceof ScheduleWork start
                        && booked.removed().isEmpty()
                        && booked.freed().isEmpty()
                        && booked.added().stream().allMatch(booking -> booking.share().isEmpty())
                ? Optional.of(new NewLeaseStore(new Creation(changes, created.lease(), booked, start)))
                : Optional.empty();
    }

    /**
     * @param origin who writes it, as {@link io.berth.store.Store#origin} says
     * @return false where a calendar was not as it was seen, or the project has a budget, and nothing was written
     */
    public boolean write(Handle handle, long origin, Instant now) {
        Query query = handle.createQuery(WRITE).bind("origin", origin).bind("at", Instants.utc(now));
        bindLease(query, creation.lease());
        bindBookings(query, creation.booked());
        query.bind("workKind", creation.start().kind())
                .bind("workKey", creation.start().key())
                .bind("dueAt", Instants.utc(creation.start().dueAt()));
        List<Change> told = ChangeLog.told(creation.changes());
        texts(query, "changeKinds", told, change -> change.getClass().getSimpleName());
        texts(query, "subjects", told, Change::subject);
        texts(query, "touched", told, ChangeLog::joined);
        return query.mapTo(Long.class).one() == 1;
    }

    private static void bindLease(Query query, Lease lease) {
        LeaseStore.bindWhole(query, lease);
        uuids(query, "reservations", lease.reservations(), Reservation::id);
        texts(query, "resourceTypes", lease.reservations(), each -> each.request().resourceType());
        uuids(query, "resourceIds", lease.reservations(), Reservation::resourceId);
        texts(query, "statuses", lease.reservations(), each -> each.status().text());
        texts(query, "requests", lease.reservations(), each -> RequestJson.text(each.request()));
        uuids(query, "events", lease.events(), LeaseEvent::id);
        texts(query, "types", lease.events(), LeaseEvent::type);
        query.bindArray("automatic", Boolean.class, lease.events().stream().map(LeaseEvent::isAutomatic).toArray());
        times(query, "times", lease.events(), LeaseEvent::time);
        texts(query, "eventStatuses", lease.events(), LeaseEvent::status);
    }

    /** What bookings of many hosts have in common. */
    private record Part(Period period, BookingKind kind, @Nullable UUID reservationId) {
        static Part of(Booking booking) {
            return new Part(booking.period(), booking.kind(), booking.reservationId());
        }
    }

    private static void bindBookings(Query query, LeaseRebooked booked) {
        query.bindArray("hosts", UUID.class, booked.claimed().keySet().toArray())
                .bindArray("revisions", Long.class, booked.claimed().values().toArray())
                .bind("hostCount", booked.claimed().size());
        uuids(query, "bookings", booked.added(), Booking::id);
        uuids(query, "bookedHosts", booked.added(), Booking::hostId);
        Map<Part, Integer> ordinals = new LinkedHashMap<>();
        booked.added().forEach(booking -> ordinals.putIfAbsent(Part.of(booking), ordinals.size() + 1));
        query.bindArray("parts", Integer.class, booked.added().stream().map(booking -> ordinals.get(Part.of(booking))).toArray());
        List<Part> parts = List.copyOf(ordinals.keySet());
        times(query, "starts", parts, each -> each.period().start());
        times(query, "ends", parts, each -> each.period().end());
        texts(query, "kinds", parts, each -> each.kind().name().toLowerCase(Locale.ROOT));
        uuids(query, "bookedFor", parts, Part::reservationId);
    }

    private static <T> void uuids(Query query, String name, List<T> items, Function<T, @Nullable UUID> of) {
        new Columns<>(items).uuids(query, name, of);
    }

    private static <T> void texts(Query query, String name, List<T> items, Function<T, @Nullable String> of) {
        new Columns<>(items).texts(query, name, of);
    }

    private static <T> void times(Query query, String name, List<T> items, Function<T, @Nullable Instant> of) {
        new Columns<>(items).times(query, name, of);
    }
}

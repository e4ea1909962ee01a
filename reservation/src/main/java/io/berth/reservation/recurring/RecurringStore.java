package io.berth.reservation.recurring;

import io.berth.base.Explanation;
import io.berth.http.Json;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Instants;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.recurring.Occurrence.Why;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The rows of recurring leases and their occurrences. */
final class RecurringStore {
    void write(Handle tx, RecurringChange change) {
        switch (change) {
            case RecurringChange.RecurringAdded it -> {
                insert(tx, it.recurring());
                insertOccurrences(tx, it.recurring());
            }
            case RecurringChange.RecurringRemoved it ->
                tx.createUpdate("DELETE FROM reservation.recurring_lease WHERE id = :id").bind("id", it.id()).execute();
        }
    }

    private static void insert(Handle tx, RecurringLease recurring) {
        tx.createUpdate("""
                INSERT INTO reservation.recurring_lease (
                    id, project_id, user_id, request_id, name, asked, rule, time_zone, accept, ends_at, created_at)
                VALUES (:id, :projectId, :userId, :requestId, :name, :asked, :rule, :zone, :accept, :endsAt, :createdAt)
                """)
                .bind("id", recurring.id())
                .bind("projectId", recurring.owner().projectId())
                .bind("userId", recurring.owner().userId())
                .bind("requestId", recurring.owner().requestId())
                .bind("name", recurring.name())
                .bind("asked", recurring.asked())
                .bind("rule", recurring.recurrence().rule())
                .bind("zone", recurring.recurrence().zone())
                .bind("accept", recurring.acceptance().text())
                .bind("endsAt", Instants.utc(recurring.endsAt()))
                .bind("createdAt", Instants.utc(recurring.createdAt()))
                .execute();
    }

    private static void insertOccurrences(Handle tx, RecurringLease recurring) {
        List<Occurrence> all = recurring.occurrences();
        Update insert = tx.createUpdate("""
                INSERT INTO reservation.recurring_occurrence (
                    recurring_id, position, starts_at, ends_at, lease_id, refusal_code, refusal_message, explanation)
                SELECT :id, it.position - 1, it.starts_at, it.ends_at, it.lease_id, it.code, it.message, it.explanation
                  FROM unnest(:starts::timestamptz[], :ends::timestamptz[], :leases::uuid[], :codes::text[], :messages::text[],
                              :explanations::text[])
                       WITH ORDINALITY AS it (starts_at, ends_at, lease_id, code, message, explanation, position)
                """).bind("id", recurring.id());
        texts(insert, "starts", all, each -> each.period().start().toString());
        texts(insert, "ends", all, each -> each.period().end().toString());
        insert.bindArray("leases", UUID.class, all.stream().map(Occurrence::leaseId).toArray());
        texts(insert, "codes", all, each -> of(each, Why::code));
        texts(insert, "messages", all, each -> of(each, Why::message));
        texts(insert, "explanations", all, each -> of(each, why -> Json.text(why.explanation().steps())));
        insert.execute();
    }

    private static @Nullable String of(Occurrence occurrence, Function<Why, String> part) {
        Why refused = occurrence.refused();
        return refused == null ? null : part.apply(refused);
    }

    private static void texts(Update insert, String name, List<Occurrence> all, Function<Occurrence, @Nullable String> of) {
        insert.bindArray(name, String.class, all.stream().map(of).toArray());
    }

    Optional<RecurringLease> recurring(Handle handle, UUID id) {
        return assembled(handle, handle.createQuery("SELECT * FROM reservation.recurring_lease WHERE id = :id").bind("id", id))
                .stream()
                .findFirst();
    }

    /** The latest first. @param projectId null for all projects' */
    List<RecurringLease> recurring(Handle handle, @Nullable String projectId, int limit) {
        return assembled(handle, handle.createQuery("""
                SELECT * FROM reservation.recurring_lease
                 WHERE CAST(:projectId AS text) IS NULL OR project_id = CAST(:projectId AS text)
                 ORDER BY created_at DESC, id
                 LIMIT :limit
                """).bind("projectId", projectId).bind("limit", limit));
    }

    private static List<RecurringLease> assembled(Handle handle, Query query) {
        record Row(UUID id, Function<List<Occurrence>, RecurringLease> with) {}
        List<Row> rows = query.map((row, context) -> {
            UUID id = row.getObject("id", UUID.class);
            Owner owner = new Owner(row.getString("project_id"), row.getString("user_id"), row.getString("request_id"));
            String name = row.getString("name");
            String asked = row.getString("asked");
            Recurrence recurrence = new Recurrence(row.getString("rule"), row.getString("time_zone"));
            Acceptance acceptance = Acceptance.valueOf(row.getString("accept").toUpperCase(Locale.ROOT));
            Instant createdAt = Instants.of(row, "created_at");
            return new Row(id, occurrences ->
                    new RecurringLease(id, owner, name, asked, recurrence, acceptance, occurrences, createdAt));
        }).list();
        Map<UUID, List<Occurrence>> occurrences = occurrences(handle, rows.stream().map(Row::id).toList());
        return rows.stream()
                .map(row -> row.with().apply(occurrences.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private static Map<UUID, List<Occurrence>> occurrences(Handle handle, Collection<UUID> of) {
        return handle.createQuery("""
                SELECT * FROM reservation.recurring_occurrence WHERE recurring_id = ANY(:of) ORDER BY recurring_id, position
                """)
                .bindArray("of", UUID.class, of.toArray())
                .map((row, context) -> Map.entry(row.getObject("recurring_id", UUID.class), occurrence(row)))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Occurrence occurrence(ResultSet row) throws SQLException {
        Period period = new Period(Instants.of(row, "starts_at"), Instants.of(row, "ends_at"));
        UUID lease = row.getObject("lease_id", UUID.class);
        return lease != null
                ? Occurrence.booked(period, lease)
                : new Occurrence(period, null, new Why(
                        row.getString("refusal_code"), row.getString("refusal_message"), explanation(row.getString("explanation"))));
    }

    private static Explanation explanation(String text) {
        List<Explanation.Step> steps = new ArrayList<>();
        Json.read(text.getBytes(StandardCharsets.UTF_8)).values().forEach(step -> steps.add(new Explanation.Step(
                step.path("constraint").stringValue(), step.path("removed").intValue(), step.path("left").intValue())));
        return new Explanation(steps);
    }

    /** The status of each of the leases that there still are. */
    Map<UUID, String> statuses(Handle handle, Collection<UUID> leases) {
        return handle.createQuery("SELECT id, status FROM reservation.lease WHERE id = ANY(:leases)")
                .bindArray("leases", UUID.class, leases.toArray())
                .map((row, context) -> Map.entry(row.getObject("id", UUID.class), row.getString("status")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Forgets those whose last occurrence ended before {@code end}; answers how many. */
    int forgetOver(Handle tx, Instant end, int limit) {
        return tx.createUpdate("""
                DELETE FROM reservation.recurring_lease
                 WHERE id IN (SELECT id FROM reservation.recurring_lease WHERE ends_at < :end LIMIT :limit)
                """).bind("end", Instants.utc(end)).bind("limit", limit).execute();
    }
}

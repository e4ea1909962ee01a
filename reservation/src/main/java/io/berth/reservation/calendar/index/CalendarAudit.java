package io.berth.reservation.calendar.index;

import io.berth.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Compares calendars in memory with the database. Memory may be behind for a moment: what differs is looked at again until it is the
 * same, or the patience is over.
 */
public final class CalendarAudit {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private CalendarAudit() {}

    /** A host whose calendar is another in memory than in the database. */
    public record Difference(UUID host, String what) {}

    /**
     * Compares all.
     *
     * @param now what had ended by then is in memory by chance, and is not compared
     * @param patience how long memory may take to learn of something
     */
    public static List<Difference> of(
            CalendarIndex index, Database database, Instant now, Duration patience, int limit) {
        CalendarView memory = index.view();
        Set<UUID> suspects = new HashSet<>();
        memory.all().forEach(calendar -> suspects.add(calendar.host().id()));
        database.transact(tx -> CalendarIndexStore.eachCalendar(tx, now, stored -> {
            if (difference(Optional.of(stored), memory.of(stored.host().id()), now).isEmpty()) {
                suspects.remove(stored.host().id());
            } else {
                suspects.add(stored.host().id());
            }
        }));
        long end = System.nanoTime() + patience.toNanos();
        return confirmed(index, database, now, suspects, end).stream().limit(limit).toList();
    }

    private static List<Difference> confirmed(
            CalendarIndex index, Database database, Instant now, Set<UUID> suspects, long end) {
        while (true) {
            List<Difference> left = suspects.isEmpty() ? List.of() : differences(index, database, now, suspects);
            if (left.isEmpty() || System.nanoTime() > end) {
                return left;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static List<Difference> differences(CalendarIndex index, Database database, Instant now, Set<UUID> suspects) {
        List<HostCalendar> stored = database.read(handle -> CalendarIndexStore.calendarsOf(handle, suspects, now));
        CalendarView memory = index.view();
        List<Difference> differences = new ArrayList<>();
        for (UUID host : List.copyOf(suspects)) {
            Optional<HostCalendar> there = stored.stream().filter(it -> it.host().id().equals(host)).findFirst();
            difference(there, memory.of(host), now).ifPresentOrElse(
                    what -> differences.add(new Difference(host, what)), () -> suspects.remove(host));
        }
        return differences;
    }

    private static Optional<String> difference(Optional<HostCalendar> stored, Optional<HostCalendar> held, Instant now) {
        if (stored.isEmpty() || held.isEmpty()) {
            return stored.isEmpty() && held.isEmpty()
                    ? Optional.empty()
                    : Optional.of(stored.isEmpty() ? "is in memory only" : "is in the database only");
        }
        if (stored.get().isSameAfter(HostCalendar.micros(now), held.get())) {
            return Optional.empty();
        }
        String inDatabase = stored.get().shownAfter(now);
        String inMemory = held.get().shownAfter(now);
        return inDatabase.equals(inMemory)
                ? Optional.empty()
                : Optional.of("in the database: " + inDatabase + "; in memory: " + inMemory);
    }
}

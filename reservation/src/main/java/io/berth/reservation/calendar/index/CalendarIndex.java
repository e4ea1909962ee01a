package io.berth.reservation.calendar.index;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.CalendarChange;
import io.berth.reservation.host.HostChange;
import io.berth.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The calendars of all hosts in memory. What this process commits is in it at once, what others commit soon; whoever must not miss
 * anything refreshes it first. A calendar is replaced only by a newer one of the same host, so it does not matter in what order
 * news arrive.
 */
public final class CalendarIndex {
    /** What ended so long ago is still kept, so that a clock that goes back a little finds it. */
    private static final Duration MEMORY = Duration.ofHours(1);

    private final Store store;
    private final Clock clock;
    private final AtomicReference<@Nullable CalendarView> view = new AtomicReference<>();
    /** Hosts of which this process knows that they changed, but not how; with the number of the last such news. */
    private final Map<UUID, Long> unread = new ConcurrentHashMap<>();

    private final AtomicLong news = new AtomicLong();
    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicLong asked = new AtomicLong();
    /** Guarded by {@link #reading}: all who asked up to this number have been served. */
    private long served;
    /** What ended before this is in no calendar. */
    private volatile Instant from = Instant.MAX;

    public CalendarIndex(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        store.onCommit(this::committed);
    }

    /** With all that this process has committed. Not to be called in a transaction. */
    public CalendarView view() {
        return known().orElseGet(this::refreshed);
    }

    /** With all that anybody had committed when this was called. Not to be called in a transaction. */
    public CalendarView refreshed() {
        long mine = asked.incrementAndGet();
        reading.lock();
        try {
            if (served < mine || view.get() == null) {
                // Whoever asked while we waited is served by this reading too.
                long all = asked.get();
                store.database().read(this::catchUp);
                served = all;
            }
            return current();
        } finally {
            reading.unlock();
        }
    }

    /** As {@link #refreshed}, for a transaction that has not yet written anything. */
    public CalendarView refreshed(Handle tx) {
        catchUp(tx);
        return current();
    }

    /** As far as this process knows it now; absent where that leaves out something that this process itself committed. */
    public Optional<CalendarView> known() {
        return unread.isEmpty() && !wasClockSetBack() ? Optional.ofNullable(view.get()) : Optional.empty();
    }

    CalendarView current() {
        CalendarView now = view.get();
        return now == null ? CalendarView.EMPTY : now;
    }

    private boolean wasClockSetBack() {
        return clock.now().isBefore(from);
    }

    private boolean catchUp(Handle handle) {
        Map<UUID, Long> marked = new HashMap<>(unread);
        CalendarView seen = view.get();
        if (seen == null || wasClockSetBack()) {
            from = clock.now().minus(MEMORY);
            List<HostCalendar> all = CalendarIndexStore.allCalendars(handle, from);
            synchronized (this) {
                // What was learnt meanwhile is among the unread, or newer.
                CalendarView whole = CalendarView.of(all);
                view.set(seen == null ? whole : whole.with(newerThan(seen), Map.of()));
            }
            marked.forEach(unread::remove);
            return true;
        }
        Set<UUID> wanted = new HashSet<>(marked.keySet());
        Map<UUID, Long> known = new HashMap<>();
        seen.all().forEach(calendar -> known.put(calendar.host().id(), calendar.host().number()));
        Map<UUID, Long> gone = new HashMap<>(known);
        for (CalendarIndexStore.Mark mark : CalendarIndexStore.marks(handle)) {
            gone.remove(mark.host());
            boolean isKnown = seen.of(mark.host())
                    .filter(calendar -> calendar.host().number() == mark.number() && calendar.host().calendarRevision() >= mark.revision())
                    .isPresent();
            if (!isKnown) {
                wanted.add(mark.host());
            }
        }
        if (!wanted.isEmpty()) {
            List<HostCalendar> read = CalendarIndexStore.calendarsOf(handle, wanted, clock.now().minus(MEMORY));
            learn(read, gone);
            marked.forEach(unread::remove);
        } else if (!gone.isEmpty()) {
            learn(List.of(), gone);
        }
        return true;
    }

    private List<HostCalendar> newerThan(CalendarView seen) {
        CalendarView latest = current();
        return latest == seen ? List.of() : latest.all();
    }

    private synchronized void learn(Collection<HostCalendar> calendars, Map<UUID, Long> gone) {
        view.set(current().with(calendars, gone));
    }

    private void committed(List<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case CalendarChange.LeaseRebooked it -> booked(it);
                case HostChange it -> mark(it.host().id());
                default -> {}
            }
        }
    }

    private void mark(UUID host) {
        unread.put(host, news.incrementAndGet());
    }

    /** New bookings are worked out at once; what else became of a calendar is read again before the next decision. */
    private void booked(CalendarChange.LeaseRebooked change) {
        change.freed().forEach(this::mark);
        Map<UUID, List<Booking>> added = new HashMap<>();
        change.added().forEach(booking ->
                added.computeIfAbsent(booking.hostId(), any -> new ArrayList<>()).add(booking));
        long forgotten = HostCalendar.micros(clock.now().minus(MEMORY));
        synchronized (this) {
            CalendarView now = view.get();
            List<HostCalendar> next = new ArrayList<>();
            change.claimed().forEach((host, revision) -> {
                HostCalendar calendar = now == null ? null : now.of(host).orElse(null);
                if (calendar == null || calendar.host().calendarRevision() < revision || !change.removed().isEmpty()) {
                    mark(host);
                } else if (calendar.host().calendarRevision() == revision) {
                    next.add(calendar.plus(added.getOrDefault(host, List.of()), forgotten));
                }
            });
            if (now != null && !next.isEmpty()) {
                view.set(now.with(next, Map.of()));
            }
        }
    }
}

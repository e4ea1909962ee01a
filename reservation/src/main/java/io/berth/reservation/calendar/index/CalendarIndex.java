package io.berth.reservation.calendar.index;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.CalendarChange;
import io.berth.reservation.host.HostChange;
import io.berth.reservation.host.TouchedHost;
import io.berth.store.ChangeFeed;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calendars of all hosts in memory. What this process commits is in it at once, what others commit soon; whoever must not miss
 * anything refreshes it first. A calendar is replaced only by a newer one of the same host, so it does not matter in what order
 * news arrive.
 */
public final class CalendarIndex implements AutoCloseable {
    /** How often the change log is looked at where there are other replicas: what they book is seen about so late. */
    private static final Duration POLL = Duration.ofMillis(25);

    private static final Duration POLL_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(CalendarIndex.class);

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
    /** Guarded by {@link #reading}. */
    private @Nullable ChangeFeed feed;

    private final HostsInHand inHand = new HostsInHand();

    /** What ended before this is in no calendar. */
    private volatile Instant from = Instant.MAX;

    private volatile @Nullable Thread keeper;
    private volatile boolean isStopping;

    public CalendarIndex(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        store.onCommit(this::committed);
    }

    /** Reads all calendars, and follows the change log from then on. Without it they are read when they are first asked for. */
    public void start() {
        refreshed();
        keeper = Thread.ofVirtual().name("berth-calendar").start(this::followUntilStopped);
    }

    private void followUntilStopped() {
        Duration pause = POLL;
        while (!isStopping) {
            try {
                Thread.sleep(pause);
                pause = poll();
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException databaseTrouble) {
                if (!store.outage().explains(databaseTrouble)) {
                    LOG.warn("calendars could not be read again, trying on: {}", databaseTrouble.toString());
                }
                pause = POLL_AFTER_FAILURE;
            }
        }
    }

    /** @return how long to wait before the next time */
    private Duration poll() {
        reading.lock();
        try {
            store.database().read(this::follow);
            ChangeFeed news = feed;
            return news == null ? POLL : news.pause(POLL);
        } finally {
            reading.unlock();
        }
    }

    /** The hosts that this process is booking. */
    HostsInHand inHand() {
        return inHand;
    }

    @Override
    public void close() {
        isStopping = true;
        Thread running = keeper;
        if (running != null) {
            running.interrupt();
            try {
                running.join(STOP_WAIT);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** With all that this process has committed. Not to be called in a transaction. */
    public CalendarView view() {
        return known().orElseGet(this::refreshed);
    }

    /** With all that others had committed when this was called, and this process was told of. Not to be called in a transaction. */
    public CalendarView refreshed() {
        long mine = asked.incrementAndGet();
        reading.lock();
        try {
            if (served < mine || view.get() == null) {
                // Whoever asked while we waited is served by this reading too.
                long all = asked.get();
                store.database().read(this::follow);
                served = all;
            }
            return current();
        } finally {
            reading.unlock();
        }
    }

    /** As {@link #refreshed}, for a transaction that has not yet written anything. */
    public CalendarView refreshed(Handle tx) {
        // The feed has one reader at a time, for whom a transaction must not wait: it looks at all hosts instead.
        if (isToBeLoaded()) {
            load(tx);
        } else {
            compare(tx);
        }
        return current();
    }

    /**
     * {@code seen} with the calendars of these hosts as the transaction sees them, what it has written itself included. Nothing is
     * learnt from it.
     */
    public CalendarView within(Handle tx, CalendarView seen, Collection<UUID> hosts) {
        return seen.with(CalendarIndexStore.calendarsOf(tx, hosts, clock.now().minus(MEMORY)), Map.of());
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

    private boolean isToBeLoaded() {
        return view.get() == null || wasClockSetBack();
    }

    /** Reads what the change log says, with the reading lock held. */
    private boolean follow(Handle handle) {
        try {
            ChangeFeed news = feed;
            if (news == null || isToBeLoaded()) {
                // First, so that what is committed while the calendars are read is read again.
                feed = store.feed(handle);
                load(handle);
            } else {
                readAgain(handle, news);
            }
        } catch (ChangeFeed.Lost why) {
            LOG.warn("reading all calendars again: {}", why.getMessage());
            view.set(null);
            feed = store.feed(handle);
            load(handle);
        }
        return true;
    }

    private void readAgain(Handle handle, ChangeFeed news) {
        do {
            // The feed tells of each once: what it has told is kept though what follows cannot be read.
            news.next(handle).stream()
                    .flatMap(entry -> entry.touched().stream())
                    .flatMap(word -> TouchedHost.of(word).stream())
                    .filter(this::isNews)
                    .forEach(touched -> mark(touched.host()));
        } while (news.hasMore());
        Map<UUID, Long> marked = new HashMap<>(unread);
        readAgain(handle, new HashSet<>(marked.keySet()));
        marked.forEach(unread::remove);
    }

    private boolean isNews(TouchedHost touched) {
        return current().of(touched.host())
                .filter(calendar -> calendar.host().calendarRevision() >= touched.revision())
                .isEmpty();
    }

    private void readAgain(Handle handle, Set<UUID> hosts) {
        if (hosts.isEmpty()) {
            return;
        }
        Map<UUID, Long> gone = new HashMap<>();
        CalendarView seen = current();
        hosts.forEach(host -> seen.of(host).ifPresent(calendar -> gone.put(host, calendar.host().number())));
        List<HostCalendar> read = CalendarIndexStore.calendarsOf(handle, hosts, clock.now().minus(MEMORY));
        read.forEach(calendar -> gone.remove(calendar.host().id()));
        learn(read, gone);
    }

    private void load(Handle handle) {
        Map<UUID, Long> marked = new HashMap<>(unread);
        CalendarView seen = view.get();
        from = clock.now().minus(MEMORY);
        CalendarView whole = CalendarView.of(CalendarIndexStore.allCalendars(handle, from));
        synchronized (this) {
            // What was learnt meanwhile is among the unread, or newer.
            view.set(seen == null ? whole : whole.with(newerThan(seen), Map.of()));
        }
        marked.forEach(unread::remove);
    }

    private void compare(Handle handle) {
        Map<UUID, Long> marked = new HashMap<>(unread);
        Set<UUID> wanted = new HashSet<>(marked.keySet());
        CalendarView seen = current();
        seen.all().forEach(calendar -> wanted.add(calendar.host().id()));
        for (CalendarIndexStore.Mark mark : CalendarIndexStore.marks(handle)) {
            boolean isKnown = seen.of(mark.host())
                    .filter(calendar -> calendar.host().number() == mark.number())
                    .filter(calendar -> calendar.host().calendarRevision() >= mark.revision())
                    .isPresent();
            if (!isKnown) {
                wanted.add(mark.host());
            } else if (!marked.containsKey(mark.host())) {
                wanted.remove(mark.host());
            }
        }
        readAgain(handle, wanted);
        marked.forEach(unread::remove);
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
                case CalendarChange.Rebooked it -> booked(it);
                case HostChange it -> mark(it.host().id());
                default -> {}
            }
        }
    }

    private void mark(UUID host) {
        unread.put(host, news.incrementAndGet());
    }

    /** New bookings are worked out at once; what else became of a calendar is read again before the next decision. */
    private void booked(CalendarChange.Rebooked change) {
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

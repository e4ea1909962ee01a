package io.berth.reservation.calendar.index;

import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Host;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One host with the times when it is taken, packed: a site has a million of them. Never changes. */
public final class HostCalendar {
    private static final long[] NO_TIMES = {};
    private static final UUID[] NO_LEASES = {};

    private final Host host;
    /** Why each is taken: a letter each, see {@link BookingKinds}. */
    private final String kinds;
    /** Those that take a share of the host, in the order of their starts. */
    private final List<Booking> shares;
    /** Sorted, in microseconds since 1970. */
    private final long[] starts;
    private final long[] ends;
    /** The latest end among the bookings up to this one. */
    private final long[] latest;
    /** Whose each is; null for what is no lease's. */
    private final @Nullable UUID[] leases;
    /** Worked out when first asked for: by whichever thread, it is the same. */
    private @Nullable FreeTimes free;

    private HostCalendar(
            Host host,
            long[] starts,
            long[] ends,
            long[] latest,
            @Nullable UUID[] leases,
            String kinds,
            List<Booking> shares) {
        this.host = host;
        this.kinds = kinds;
        this.shares = List.copyOf(shares);
        this.starts = starts;
        this.ends = ends;
        this.latest = latest;
        this.leases = leases;
    }

    /**
     * All that takes a host.
     *
     * @param starts sorted; in microseconds since 1970, as {@code ends}; the arrays are kept
     * @param kinds letters of {@link BookingKinds}, in the order of the arrays
     * @param shares those among them that are shares, in that order
     */
    static HostCalendar of(
            Host host, long[] starts, long[] ends, @Nullable UUID[] leases, String kinds, List<Booking> shares) {
        long[] latest = ends;
        for (int i = 1; i < ends.length; i++) {
            if (latest[i] < latest[i - 1]) {
                latest = latest == ends ? ends.clone() : latest;
                latest[i] = latest[i - 1];
            }
        }
        return new HostCalendar(host, starts, ends, latest, leases, kinds, shares);
    }

    /** The host at its revision, with these bookings in any order. */
    public static HostCalendar of(Host host, List<Booking> bookings) {
        return empty(host.atRevision(host.calendarRevision() - 1)).plus(bookings, Long.MIN_VALUE);
    }

    static HostCalendar empty(Host host) {
        return new HostCalendar(host, NO_TIMES, NO_TIMES, NO_TIMES, NO_LEASES, "", List.of());
    }

    public static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }

    public Host host() {
        return host;
    }

    public FreeTimes freeTimes() {
        FreeTimes known = free;
        if (known == null) {
            known = FreeTimes.between(starts, latest);
            free = known;
        }
        return known;
    }

    /** How many bookings there are, in the order of their starts. */
    public int size() {
        return starts.length;
    }

    public long start(int booking) {
        return starts[booking];
    }

    /** When this booking and all that started before it have ended. */
    public long latestEnd(int booking) {
        return latest[booking];
    }

    /** The first booking that, with those before it, ends after {@code time}; {@link #size} for none. */
    public int firstEndingAfter(long time) {
        int found = Arrays.binarySearch(latest, time);
        int at = found >= 0 ? found : -found - 1;
        while (at < latest.length && latest[at] == time) {
            at++;
        }
        return at;
    }

    /** With more bookings, at the next revision; what had ended at {@code from} is forgotten. */
    HostCalendar plus(List<Booking> added, long from) {
        List<Booking> fresh = inOrder(added);
        int old = firstEndingAfter(from);
        int size = starts.length - old + fresh.size();
        long[] allStarts = new long[size];
        long[] allEnds = new long[size];
        @Nullable UUID[] allLeases = new @Nullable UUID[size];
        char[] allKinds = new char[size];
        int used = 0;
        long start = startOf(fresh, 0);
        for (int i = 0; i < size; i++) {
            if (old < starts.length && starts[old] <= start) {
                allStarts[i] = starts[old];
                allEnds[i] = ends[old];
                allLeases[i] = leases[old];
                allKinds[i] = kinds.charAt(old);
                old++;
            } else {
                Booking booking = fresh.get(used);
                allStarts[i] = start;
                allEnds[i] = micros(booking.period().end());
                allLeases[i] = booking.leaseId();
                allKinds[i] = BookingKinds.letter(booking);
                used++;
                start = startOf(fresh, used);
            }
        }
        Host next = host.atRevision(host.calendarRevision() + 1);
        return of(next, allStarts, allEnds, allLeases, new String(allKinds), withShares(added, from));
    }

    private static long startOf(List<Booking> bookings, int at) {
        return at < bookings.size() ? micros(bookings.get(at).period().start()) : Long.MAX_VALUE;
    }

    private static List<Booking> inOrder(List<Booking> bookings) {
        return bookings.size() < 2
                ? bookings
                : bookings.stream().sorted(Comparator.comparing(booking -> booking.period().start())).toList();
    }

    private List<Booking> withShares(List<Booking> added, long from) {
        if (shares.isEmpty() && added.stream().allMatch(Booking::isWhole)) {
            return List.of();
        }
        return Stream.concat(
                        shares.stream().filter(share -> micros(share.period().end()) > from),
                        added.stream().filter(booking -> !booking.isWhole()))
                .sorted(Comparator.comparing(booking -> booking.period().start()))
                .toList();
    }

    /** Those that take a share of the host, in the order of their starts. */
    public List<Booking> shares() {
        return shares;
    }

    /** Whether something takes all of it at some instant of the period. */
    public boolean isTakenWhole(Period period) {
        long from = micros(period.start());
        for (int i = lastStartingBefore(micros(period.end())); i >= 0 && latest[i] > from; i--) {
            if (ends[i] > from && BookingKinds.isWhole(kinds.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a lease has all of it at this instant. */
    public boolean isLeasedWhole(Instant instant) {
        long at = micros(instant);
        for (int i = lastStartingBefore(at + 1); i >= 0 && latest[i] > at; i--) {
            if (ends[i] > at && BookingKinds.isWholeLease(kinds.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** @param ownLease whose bookings do not count; null for none */
    boolean isFree(long from, long to, @Nullable UUID ownLease) {
        int last = lastStartingBefore(to);
        if (ownLease == null) {
            return last < 0 || latest[last] <= from;
        }
        for (int i = last; i >= 0 && latest[i] > from; i--) {
            if (ends[i] > from && !ownLease.equals(leases[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing takes it after {@code now}. */
    boolean isUnused(long now, @Nullable UUID ownLease) {
        return ownLease == null ? lastEnd() <= now : isFree(now, Long.MAX_VALUE, ownLease);
    }

    /** When all has ended. */
    long lastEnd() {
        return latest.length == 0 ? Long.MIN_VALUE : latest[latest.length - 1];
    }

    private int lastStartingBefore(long time) {
        int found = Arrays.binarySearch(starts, time);
        int at = found >= 0 ? found : -found - 1;
        while (at > 0 && starts[at - 1] == time) {
            at--;
        }
        return at - 1;
    }

    /** Whether both are at one revision and have the same ending after {@code time}, in the same order: no need to look closer. */
    boolean isSameAfter(long time, HostCalendar other) {
        if (host.calendarRevision() != other.host.calendarRevision() || !shares.isEmpty() || !other.shares.isEmpty()) {
            return false;
        }
        int mine = 0;
        int its = 0;
        while (true) {
            mine = nextEndingAfter(time, mine);
            its = other.nextEndingAfter(time, its);
            if (mine == size() || its == other.size()) {
                return mine == size() && its == other.size();
            }
            if (starts[mine] != other.starts[its]
                    || ends[mine] != other.ends[its]
                    || kinds.charAt(mine) != other.kinds.charAt(its)
                    || !Objects.equals(leases[mine], other.leases[its])) {
                return false;
            }
            mine++;
            its++;
        }
    }

    private int nextEndingAfter(long time, int from) {
        int at = from;
        while (at < ends.length && ends[at] <= time) {
            at++;
        }
        return at;
    }

    /** Revision, and all that ends after {@code time}, one like another for calendars that are alike. */
    String shownAfter(Instant time) {
        long after = micros(time);
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            if (ends[i] > after) {
                entries.add(kinds.charAt(i) + " " + instant(starts[i]) + "/" + instant(ends[i]) + " " + leases[i]);
            }
        }
        entries.sort(Comparator.naturalOrder());
        List<String> shared = shares.stream()
                .filter(share -> share.period().end().isAfter(time))
                .map(share -> share.id() + " " + share.reservationId() + " " + share.share())
                .sorted()
                .toList();
        return "revision " + host.calendarRevision() + " " + entries + " shares " + shared;
    }

    /** Whether it is the same host, enrolled at the same time, and knows more of it. */
    boolean isNewerThan(HostCalendar other) {
        return host.number() != other.host.number()
                ? host.number() > other.host.number()
                : host.calendarRevision() > other.host.calendarRevision();
    }

    boolean hasAttributesOf(HostCalendar other) {
        return host.atRevision(0).equals(other.host.atRevision(0));
    }
}

package io.berth.reservation.audit;

import io.berth.base.Clock;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerView;
import io.berth.reservation.calendar.index.CalendarAudit;
import io.berth.reservation.calendar.index.CalendarIndex;
import io.berth.reservation.event.LeaseClaims;
import io.berth.reservation.event.SlotProviders;
import io.berth.store.Store;
import io.berth.store.WorkAudit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Looks whether all that must hold of leases holds. The database is read as it is at one moment, whatever is written meanwhile;
 * nothing is locked and nothing is changed. Takes seconds for a million bookings.
 */
public final class LeaseAudit {
    /** How many findings of a check are told at most. */
    public static final int FINDINGS_MAX = 100;

    /** How long calendars in memory may take to learn of something. */
    private static final Duration LAG_MAX = Duration.ofSeconds(2);

    private final Store store;
    private final CalendarIndex index;
    private final Ledger ledger;
    private final Clock clock;
    private final Duration lagMax;

    public LeaseAudit(Store store, CalendarIndex index, Ledger ledger, Clock clock) {
        this(store, index, ledger, clock, LAG_MAX);
    }

    LeaseAudit(Store store, CalendarIndex index, Ledger ledger, Clock clock, Duration lagMax) {
        this.store = store;
        this.index = index;
        this.ledger = ledger;
        this.clock = clock;
        this.lagMax = lagMax;
    }

    /** @param findings by check, all of them; those of a check at most {@link #FINDINGS_MAX} */
    public record Report(Instant at, Map<Check, List<Finding>> findings) {
        public boolean isClean() {
            return findings.values().stream().allMatch(List::isEmpty);
        }
    }

    /** @param patience how long something may be due before it counts as overdue */
    public Report run(Duration patience) {
        Instant now = clock.now();
        Map<Check, List<Finding>> findings = store.database().transact(tx -> read(tx, now, patience));
        findings.put(
                Check.INDEX_MATCHES_DATABASE,
                CalendarAudit.of(index, store.database(), now, lagMax, FINDINGS_MAX).stream()
                        .map(it -> new Finding("host/" + it.host(), it.what()))
                        .toList());
        return new Report(now, findings);
    }

    private Map<Check, List<Finding>> read(Handle tx, Instant now, Duration patience) {
        AuditSnapshotStore.freeze(tx);
        int limit = FINDINGS_MAX;
        Map<Check, List<Finding>> found = new EnumMap<>(Check.class);
        found.put(Check.HOSTS_BOOKED_ONCE, BookingAuditStore.overlaps(tx, limit));
        found.put(Check.ADDRESSES_BOOKED_ONCE, BookingAuditStore.addressOverlaps(tx, limit));
        found.put(Check.BOOKINGS_OF_LEASES, BookingAuditStore.strays(tx, limit));
        found.put(Check.BOOKINGS_MATCH_LEASES, both(
                BookingAuditStore.otherPeriods(tx, now, limit), BookingAuditStore.looseCleanings(tx, limit)));
        found.put(Check.RESERVATIONS_ARE_SERVED, BookingAuditStore.unserved(tx, limit));
        found.put(Check.EVENTS_MATCH_STATUS, EventAuditStore.unfitting(tx, limit));
        found.put(Check.EVENTS_ARE_ARMED, both(
                EventAuditStore.misarmed(tx, now, limit), EventAuditStore.endlessCleanings(tx, now, limit)));
        found.put(Check.NOTHING_OVERDUE, WorkAudit.overdue(tx, now.minus(patience), limit).stream()
                .map(work -> new Finding("work/" + work.kind() + "/" + work.key(), work.what()))
                .toList());
        matchLedger(tx, now, found);
        return found;
    }

    private void matchLedger(Handle tx, Instant now, Map<Check, List<Finding>> found) {
        List<ActiveStore.Held> held = ActiveStore.held(tx, now);
        List<ActiveStore.Peak> peaks = ActiveStore.peaks(tx, now);
        LedgerView.Rows hosts = ledger.view(tx, LedgerMatch.hosts(held, peaks), List.of());
        LedgerMatch.Books books = new LedgerMatch.Books(
                ledger.holdingsOfType(tx, LeaseClaims.RESERVATION), hosts, ledger.portionsOf(tx, SlotProviders.CLASS_PREFIX));
        found.put(Check.SHARES_WITHIN_CAPACITY, bounded(LedgerMatch.shares(peaks, hosts)));
        found.put(Check.CLAIMS_MATCH_BOOKINGS, bounded(LedgerMatch.claims(held, books)));
        found.put(Check.SLOTS_MATCH_BOOKINGS, bounded(LedgerMatch.slots(held, books)));
    }

    private static List<Finding> both(List<Finding> one, List<Finding> other) {
        return bounded(Stream.concat(one.stream(), other.stream()).toList());
    }

    private static List<Finding> bounded(List<Finding> all) {
        return List.copyOf(new ArrayList<>(all).subList(0, Math.min(all.size(), FINDINGS_MAX)));
    }
}

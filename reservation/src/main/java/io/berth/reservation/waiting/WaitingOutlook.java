package io.berth.reservation.waiting;

import io.berth.base.Clock;
import io.berth.reservation.calendar.index.CalendarIndex;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.request.ReservationRequest;
import io.berth.reservation.supply.Supplies;
import io.berth.reservation.supply.Supply;
import io.berth.reservation.waiting.WaitingList.Shown;
import io.berth.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What those who wait, or have waited, are told. */
final class WaitingOutlook {
    /** Of how many in a list the start is looked for: each may be a search through all calendars. */
    static final int EXPECTED_MAX = 25;

    private final Database database;
    private final WaitingStore entries;
    private final CalendarIndex index;
    private final Supplies supplies;
    private final WaitingGrants grants;
    private final Clock clock;

    WaitingOutlook(
            Database database,
            WaitingStore entries,
            CalendarIndex index,
            Supplies supplies,
            WaitingGrants grants,
            Clock clock) {
        this.database = database;
        this.entries = entries;
        this.index = index;
        this.supplies = supplies;
        this.grants = grants;
        this.clock = clock;
    }

    Optional<Shown> find(UUID id) {
        return database.read(handle -> entries.entry(handle, id)).map(entry -> shown(entry, position(entry)));
    }

    private Optional<Long> position(WaitingLease entry) {
        return entry.isWaiting()
                ? Optional.of(database.read(handle -> entries.waitingUpTo(handle, entry.number()))).filter(place -> place > 0)
                : Optional.empty();
    }

    List<Shown> all() {
        return listed(database.read(handle -> entries.entries(handle, WaitingList.LISTED_MAX)));
    }

    List<Shown> ofProject(String projectId) {
        return listed(database.read(handle -> entries.entriesOf(handle, projectId, WaitingList.LISTED_MAX)));
    }

    private List<Shown> listed(List<WaitingLease> found) {
        List<UUID> waiting = found.stream().filter(WaitingLease::isWaiting).map(WaitingLease::id).toList();
        Map<UUID, Long> positions = waiting.isEmpty()
                ? Map.of()
                : database.read(handle -> entries.positions(handle, waiting));
        List<WaitingLease> first = found.stream().limit(EXPECTED_MAX).filter(WaitingLease::isWaiting).toList();
        Supply supply = supply(first);
        List<Shown> listed = new ArrayList<>();
        for (WaitingLease entry : found) {
            listed.add(new Shown(
                    entry,
                    Optional.ofNullable(positions.get(entry.id())),
                    !entry.isWaiting()
                            ? Expected.of(entry)
                            : listed.size() < EXPECTED_MAX ? expected(entry, supply) : Expected.NOT_LOOKED_FOR));
        }
        return listed;
    }

    private Shown shown(WaitingLease entry, Optional<Long> position) {
        return new Shown(entry, position, entry.isWaiting() ? expected(entry) : Expected.of(entry));
    }

    /** For those who wait: what there is as far as this process knows it. */
    private Supply supply(List<WaitingLease> waiting) {
        if (waiting.isEmpty()) {
            return Supply.ofHosts(CalendarView.of(List.of()));
        }
        CalendarView calendars = index.view();
        List<ReservationRequest> requests = waiting.stream().flatMap(entry -> entry.wish().requests().stream()).toList();
        return supplies.isNeeded(requests)
                ? database.read(handle -> supplies.read(handle, calendars, requests, clock.now()))
                : Supply.ofHosts(calendars);
    }

    /** By what this process knows. */
    Expected expected(WaitingLease entry) {
        return expected(entry, supply(List.of(entry)));
    }

    /** Those before it need not be looked at: whoever of them could be served by what there is has been. */
    Expected expected(WaitingLease entry, Supply supply) {
        Instant now = clock.now();
        Instant from = entry.wish().earliest().isBefore(now) ? now : entry.wish().earliest();
        return grants.rules()
                .earliest(entry, supply, Optional.empty(), from.plus(Expected.SEARCH))
                .<Expected>map(decision -> decision.fold(lease -> Expected.at(lease.startsAt()), never -> Expected.NOT_FOUND))
                .orElse(Expected.NOT_FOUND);
    }
}

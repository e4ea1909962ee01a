package io.berth.reservation;

import static io.berth.reservation.Samples.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.base.SettableClock;
import io.berth.placement.Consumer;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.Inventory;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerChange;
import io.berth.placement.PlacementRoom;
import io.berth.placement.Provider;
import io.berth.placement.RegisterProvider;
import io.berth.placement.ReplaceAllocations;
import io.berth.reservation.audit.LeaseAudit;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.enforcement.Enforcement;
import io.berth.reservation.event.HostLost;
import io.berth.reservation.event.LeaseEffects;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.AddressBookingStore;
import io.berth.reservation.floatingip.FloatingIp;
import io.berth.reservation.floatingip.RegisterFloatingIp;
import io.berth.reservation.host.EnrolHost;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.store.DueWork;
import io.berth.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/** The reservation room on a database, with a ledger, and a clock that stands still at {@link Samples#NOW} until it is moved. */
public final class TestRoom {
    public static final Owner OWNER = new Owner("project", "user", "req-1");

    private static final int RUNS_MAX = 100;

    public final SettableClock clock;
    public final Store store;
    public final DueWork due;
    public final ReservationRoom room;
    public final Ledger ledger = new Ledger();
    public final Recorder effects = new Recorder();

    public TestRoom(Store store, ReservationOptions options) {
        this(store, options, FlavorDirectory.NONE, Enforcement.none());
    }

    /** With a clock that others go by too. */
    public TestRoom(Store store, ReservationOptions options, SettableClock clock) {
        this(store, options, FlavorDirectory.NONE, Enforcement.none(), clock);
    }

    public TestRoom(Store store, ReservationOptions options, FlavorDirectory flavors, Enforcement enforcement) {
        this(store, options, flavors, enforcement, new SettableClock(() -> Samples.NOW, Duration.ZERO));
    }

    private TestRoom(
            Store store, ReservationOptions options, FlavorDirectory flavors, Enforcement enforcement, SettableClock clock) {
        this.clock = clock;
        this.store = store;
        due = new DueWork(store, clock);
        PlacementRoom.register(store);
        PlacementRoom.insertStandardNames(store, clock.now());
        room = ReservationRoom.register(store, due, ledger, effects, flavors, options, enforcement, clock, Ids.random());
    }

    /** What the room told the others: {@code started node-1}, {@code ended node-1}, {@code failed}. */
    public static final class Recorder implements LeaseEffects {
        public final List<String> told = Collections.synchronizedList(new ArrayList<>());

        /** The consumers that go from hosts that leases get whole, by host. */
        public final Map<UUID, String> cleared = new ConcurrentHashMap<>();

        @Override
        public SortedMap<UUID, Effects> cleared(Handle tx, Set<UUID> hosts) {
            SortedMap<UUID, Effects> effects = new TreeMap<>();
            hosts.forEach(host -> Optional.ofNullable(cleared.get(host)).ifPresent(consumer -> effects.put(
                    host, new Effects(List.of(), List.of(ConsumerAllocations.none(consumer, "other", "other"))))));
            return effects;
        }

        /** Called in the transaction with what is told, before it is: to disturb it. */
        public volatile BiConsumer<Handle, String> before = (tx, what) -> {};

        @Override
        public Effects started(Handle tx, List<WholeHosts> hosts) {
            hosts.forEach(each -> tell(tx, "started", each));
            return Effects.NONE;
        }

        @Override
        public Effects ended(Handle tx, List<WholeHosts> hosts) {
            hosts.forEach(each -> tell(tx, "ended", each));
            return Effects.NONE;
        }

        @Override
        public Effects slotsGiven(Handle tx, List<Slots> slots) {
            slots.forEach(each -> told.add("slots of " + each.reservation().id()));
            return Effects.NONE;
        }

        @Override
        public Effects slotsEnded(Handle tx, List<Slots> slots) {
            slots.forEach(each -> told.add("no slots of " + each.reservation().id()));
            return Effects.NONE;
        }

        @Override
        public Effects failed(Handle tx, Lease lease) {
            told.add("failed");
            return Effects.NONE;
        }

        @Override
        public Effects granted(Handle tx, Lease lease) {
            told.add("granted " + lease.id());
            return Effects.NONE;
        }

        @Override
        public Effects expired(Handle tx, UUID id, Owner owner) {
            told.add("expired " + id);
            return Effects.NONE;
        }

        @Override
        public Effects replaced(Handle tx, Lease lease, List<HostLost> lost) {
            lost.forEach(each -> told.add(
                    each.cause() + " " + each.host() + " -> " + each.replacement().orElse("nothing") + " of " + lease.name()));
            return Effects.NONE;
        }

        private void tell(Handle tx, String what, WholeHosts of) {
            String words = what + " " + String.join(",", new TreeSet<>(of.hosts().values()));
            before.accept(tx, words);
            told.add(words);
        }
    }

    /** The audit finds nothing: what was done left bookings, leases, events and claims as they must be. */
    public void assertClean() {
        room.calendars().refreshed();
        LeaseAudit.Report report = room.audit().run(Duration.ofDays(1));
        assertThat(report.isClean()).as(report::toString).isTrue();
    }

    /** Forgets all leases and hosts; the ledger keeps its providers. */
    public static void clear(Store store) {
        store.database().transact(tx -> tx.execute("""
                TRUNCATE reservation.booking, reservation.maintenance, reservation.lease, reservation.reservation, reservation.lease_event,
                         reservation.host, reservation.waiting_lease, reservation.recurring_lease, reservation.property,
                         reservation.floating_ip_booking, reservation.floating_ip,
                         placement.provider, placement.consumer, placement.holding, store.due_work CASCADE
                """));
    }

    public Host enrol(String name, String... capabilities) {
        return enrol(name, inventories(), capabilities);
    }

    private static SortedMap<String, Inventory> inventories() {
        SortedMap<String, Inventory> inventories = new TreeMap<>();
        inventories.put("VCPU", new Inventory(8, 0, 1, 8, 1, 2.0));
        inventories.put("MEMORY_MB", new Inventory(1024, 24, 1, Inventory.AMOUNT_MAX, 1, 1.0));
        inventories.put("DISK_GB", new Inventory(100, 0, 1, 100, 30, 1.0));
        return inventories;
    }

    public Host enrol(String name, SortedMap<String, Inventory> inventories, String... capabilities) {
        RegisterProvider.Wanted wanted =
                new RegisterProvider.Wanted(UUID.randomUUID(), name, inventories, new TreeSet<>());
        accepted(store.decide(
                tx -> RegisterProvider.view(ledger, tx, wanted), view -> RegisterProvider.decide(wanted, view, clock.now())));
        return accepted(room.hosts().enrol(new EnrolHost(name, Samples.host(0, capabilities).capabilities()))).reply();
    }

    /** Makes an address of {@link Samples#NETWORK} reservable. */
    public FloatingIp register(String address) {
        return accepted(room.floatingIps().register(new RegisterFloatingIp(Samples.NETWORK, address))).reply();
    }

    public List<AddressBooking> addressBookings() {
        return store.database().read(AddressBookingStore::allBookings);
    }

    public Lease create(CreateLease request) {
        return accepted(room.leases().create(request, OWNER)).reply();
    }

    public Decision<Lease> update(Lease lease, UpdateLease request) {
        return room.leases().update(lease.id(), request);
    }

    public Lease read(Lease lease) {
        return room.leases().find(lease.id()).orElseThrow();
    }

    public List<Booking> bookings() {
        return store.database().read(new CalendarStore()::allBookings);
    }

    /** Moves the clock and does all that is due then. */
    public void at(String time) {
        clock.moveTo(Samples.at(time));
        runDue();
    }

    public void runDue() {
        for (int i = 0; due.runNext(); i++) {
            if (i > RUNS_MAX) {
                throw new AssertionError("due work without end");
            }
        }
    }

    /** What consumers have of the host. */
    public SortedMap<String, Long> used(Host host) {
        return store.database().read(handle -> ledger.usedOf(handle, host.id()));
    }

    public Optional<Consumer> consumer(UUID id) {
        return store.database().read(handle -> ledger.allocationsOf(handle, id.toString()));
    }

    public void claim(String consumer, Host host, String resourceClass, long amount) {
        claim(consumer, host.id(), resourceClass, amount);
    }

    public void claim(String consumer, UUID provider, String resourceClass, long amount) {
        Map<UUID, Map<String, Long>> resources = Map.of(provider, Map.of(resourceClass, amount));
        accepted(store.decide(
                tx -> ledger.view(tx, List.of(provider), List.of(consumer)),
                view -> ReplaceAllocations.decide(
                        view,
                        List.of(ConsumerAllocations.of(consumer, "other", "other", Optional.empty(), resources)),
                        clock.now())));
    }

    /** Deletes the host's provider from the ledger, behind the room's back. */
    public void forget(Host host) {
        Provider provider = store.database().read(handle -> ledger.provider(handle, host.id())).orElseThrow();
        write(new LedgerChange.ProviderDeleted(LedgerChange.Touch.of(provider)));
    }

    public void write(Change... changes) {
        store.write(List.of(changes));
    }
}

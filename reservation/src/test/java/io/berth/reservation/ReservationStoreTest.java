package io.berth.reservation;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.berth.base.Ids;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.CalendarChange.LeaseRebooked;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.calendar.HostOffers;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.EnrolHost;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.HostChange.HostChanged;
import io.berth.reservation.host.HostStore;
import io.berth.reservation.host.RemoveHost;
import io.berth.reservation.host.UpdateHost;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseChange.LeaseChanged;
import io.berth.reservation.lease.LeaseChange.LeaseDeleted;
import io.berth.reservation.lease.LeaseStore;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.property.PropertyStore;
import io.berth.reservation.property.UpdateProperty;
import io.berth.reservation.request.HostRequest;
import io.berth.store.StaleView;
import io.berth.testkit.TestDatabase;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReservationStoreTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final CalendarStore calendar = new CalendarStore();
    private final TestRoom room =
            new TestRoom(DB.store(), ReservationOptions.DEFAULTS.withCleaningTime(Duration.ofMinutes(10)));

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    @Test
    void aLeaseIsReadBackAsItWasWritten() {
        room.enrol("node-1");
        room.enrol("node-2");
        HostRequest odd = new HostRequest(1, 1, null, "[\"!=\", \"$hypervisor_hostname\", \"é'☃\"]", "snapshot");
        Lease created = room.create(new CreateLease(
                "ein Läse ☃", on("13:00"), on("15:00"), at("14:30"),
                List.of(new CreateLease.Asked.Fit(hosts(1, 1)), new CreateLease.Asked.Fit(odd)),
                List.of(new CreateLease.ClientEvent("x", null, null), new CreateLease.ClientEvent("y", at("13:30"), "UNDONE"))));

        assertThat(room.read(created)).isEqualTo(created);
        assertThat(room.room.leases().ofProject("project")).containsExactly(created);
        assertThat(room.room.leases().ofProject("other")).isEmpty();

        Lease updated = accepted(room.update(
                        created, new UpdateLease("n", null, on("16:00"), null, List.of(), false)))
                .reply();
        assertThat(room.read(created)).usingRecursiveComparison().ignoringFields("revision").isEqualTo(updated);
        assertThat(room.read(created).revision()).isEqualTo(1);

        Lease other = room.create(lease("13:00", "15:00"));
        assertThat(room.room.leases().all()).extracting(Lease::id).containsExactlyInAnyOrder(created.id(), other.id());
    }

    @Test
    void deletingALeaseLeavesNoRowOfIt() {
        room.enrol("node-1");
        Lease lease = room.create(lease("13:00", "15:00", hosts(1, 1)));
        accepted(room.room.leases().delete(lease.id()));
        for (String table : List.of("lease", "reservation", "lease_event", "booking")) {
            assertThat(count("reservation." + table)).as(table).isZero();
        }
        assertThat(count("store.due_work")).isZero();
    }

    private static long count(String table) {
        return DB.database().read(handle ->
                handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
    }

    @Test
    void whoeverIsLateToChangeALeaseIsTold() {
        Lease seen = room.create(lease("13:00", "15:00"));
        accepted(room.update(seen, new UpdateLease("first", null, null, null, List.of(), true)));
        LeaseStore leases = new LeaseStore();
        assertStale(tx -> leases.write(tx, List.of(new LeaseChanged(seen))));
        assertStale(tx -> leases.write(tx, List.of(new LeaseDeleted(seen, List.of()))));
        assertThat(room.read(seen).name()).isEqualTo("first");
        accepted(room.room.leases().delete(seen.id()));
        assertStale(tx -> leases.write(tx, List.of(new LeaseChanged(seen))));
    }

    @Test
    void whoeverIsLateToChangeAHostIsTold() {
        Host seen = room.enrol("node-1");
        Lease lease = room.create(lease("13:00", "15:00", hosts(1, 1)));
        assertThat(host(seen).calendarRevision()).as("booking moves it").isEqualTo(seen.calendarRevision() + 1);
        HostStore hosts = new HostStore(new PropertyStore());
        assertStale(tx -> hosts.write(tx, new HostChanged(seen, List.of())));
        accepted(room.room.leases().delete(lease.id()));
        assertThat(host(seen).calendarRevision()).as("freeing moves it").isEqualTo(seen.calendarRevision() + 2);
    }

    private Host host(Host host) {
        return room.room.hosts().find(Long.toString(host.number())).orElseThrow();
    }

    @Test
    void whoeverIsLateToBookIsTold() {
        Host first = room.enrol("node-1");
        Host second = room.enrol("node-2");
        room.create(lease("13:00", "15:00", hosts(1, 1)));
        Booking wanted = booking(second, "18:00", "19:00");
        LeaseRebooked late = new LeaseRebooked(
                UUID.randomUUID(), List.of(), List.of(wanted),
                new TreeMap<>(Map.of(first.id(), first.calendarRevision(), second.id(), second.calendarRevision())),
                new TreeSet<>());
        assertStale(tx -> calendar.write(tx, List.of(late)));
        assertThat(room.bookings()).as("the other lease's, and its cleaning").hasSize(2);
    }

    private static Booking booking(Host host, String start, String end) {
        return new Booking(
                UUID.randomUUID(), host.id(), new Period(at(start), at(end)), BookingKind.LEASE, UUID.randomUUID(), UUID.randomUUID());
    }

    /** In a transaction of its own that is not tried again. */
    private static void assertStale(Consumer<Handle> write) {
        assertThatThrownBy(() -> DB.database().read(handle -> handle.inTransaction(tx -> {
                    write.accept(tx);
                    return tx;
                })))
                .isInstanceOf(StaleView.class);
    }

    /** Whatever the code above does wrong: here past all of it. */
    @Test
    void theDatabaseRefusesASecondBookingForOneInstant() {
        Host host = room.enrol("node-1");
        insert(host, "13:00", "15:00");
        insert(host, "15:00", "16:00");
        insert(host, "12:00", "13:00");
        insert(room.enrol("node-2"), "13:00", "15:00");
        for (String[] overlap : new String[][] {{"14:59", "15:01"}, {"12:30", "12:31"}, {"10:00", "20:00"}, {"13:00", "15:00"}}) {
            assertThatThrownBy(() -> insert(host, overlap[0], overlap[1]))
                    .hasRootCauseInstanceOf(SQLException.class)
                    .rootCause()
                    .hasMessageContaining("a_host_is_booked_once");
        }
        assertThat(room.bookings()).hasSize(4);
    }

    @Test
    void theDatabaseKeepsAHostThatHasBookings() {
        Host host = room.enrol("node-1");
        insert(host, "13:00", "15:00");
        assertThatThrownBy(() -> DB.database().read(handle ->
                        handle.execute("DELETE FROM reservation.host WHERE id = ?", host.id())))
                .hasRootCauseInstanceOf(SQLException.class)
                .rootCause()
                .hasMessageContaining("host " + host.id() + " has bookings");
    }

    @Test
    void nothingIsBookedOnAHostThatIsGone() {
        Host host = room.enrol("node-1");
        UUID lease = UUID.randomUUID();
        Booking booking = new Booking(
                UUID.randomUUID(), host.id(), new Period(at("13:00"), at("15:00")), BookingKind.LEASE, lease, UUID.randomUUID());
        LeaseRebooked change = new LeaseRebooked(
                lease, List.of(), List.of(booking), new TreeMap<>(), new TreeSet<>(List.of(host.id())));
        DB.database().read(handle -> handle.execute("DELETE FROM reservation.host WHERE id = ?", host.id()));

        assertThat(room.store.tryWrite(List.of(change), tx -> true)).isFalse();
        assertThat(room.bookings()).isEmpty();
    }

    private static void insert(Host host, String start, String end) {
        DB.database().read(handle -> handle.execute(
                "INSERT INTO reservation.booking (id, host_id, period, kind) VALUES (?, ?, tstzrange(?, ?, '[)'), 'maintenance')",
                Ids.random().uuid(), host.id(), Timestamp.from(at(start)), Timestamp.from(at(end))));
    }

    @Test
    void offersSayWhatIsFreeThenAndWhatIsUnused() {
        Host unused = room.enrol("node-1", "rack", "r1");
        Host before = room.enrol("node-2", "rack", "r2");
        Host during = room.enrol("node-3", "rack", "r3");
        Host past = room.enrol("node-4", "rack", "r4");
        leased("13:00", "13:50", before);
        Lease leaseDuring = leased("14:59", "16:00", during);
        insert(past, "10:00", "12:00");

        assertThat(offers("14:00", "15:00", null)).as("the cleaning of node-2 ends as the window begins").containsExactly(
                tuple("node-1", true, true), tuple("node-2", true, false), tuple("node-3", false, false), tuple("node-4", true, true));
        assertThat(offers("13:59", "14:59", null)).extracting(each -> each.toList().get(1)).containsExactly(true, false, true, true);
        assertThat(offers("14:00", "15:00", leaseDuring.id())).as("its own bookings do not count").containsExactly(
                tuple("node-1", true, true), tuple("node-2", true, false), tuple("node-3", true, true), tuple("node-4", true, true));
        assertThat(choice("14:00", "15:00", null).at(0).host()).isEqualTo(unused);
    }

    private HostOffers choice(String start, String end, @Nullable UUID own) {
        return room.room.calendars().refreshed().allOffers(new Period(at(start), at(end)), Samples.NOW, own);
    }

    private List<Tuple> offers(String start, String end, @Nullable UUID own) {
        HostOffers offers = choice(start, end, own);
        return IntStream.range(0, offers.size())
                .mapToObj(offers::at)
                .map(offer -> tuple(offer.host().name(), offer.isFree(), offer.isUnused()))
                .toList();
    }

    private Lease leased(String start, String end, Host host) {
        return room.create(lease(
                start, end, hosts(1, 1, "[\"==\", \"$hypervisor_hostname\", \"" + host.name() + "\"]")));
    }

    @Test
    void propertiesAreThoseThatSomeHostHas() {
        Host first = room.enrol("node-1", "gpu", "b", "rack", "r1");
        room.enrol("node-2", "gpu", "a", "odd?name", "x");
        assertThat(room.room.hosts().properties()).extracting(seen -> seen.property().name(), PropertyStore.Seen::values)
                .containsExactly(
                        tuple("gpu", List.of("a", "b")), tuple("odd?name", List.of("x")), tuple("rack", List.of("r1")));

        accepted(room.room.hosts().update(new UpdateProperty("rack", true)));
        assertThat(room.room.hosts().properties()).extracting(seen -> seen.property().isPrivate()).containsExactly(false, false, true);
        assertThat(accepted(room.room.hosts().update(new UpdateProperty("odd?name", true))).reply().isPrivate()).isTrue();

        accepted(room.room.hosts().update(new UpdateHost(
                Long.toString(first.number()), false, new TreeMap<>(), new TreeSet<>(List.of("rack")))));
        assertThat(room.room.hosts().properties()).extracting(seen -> seen.property().name()).containsExactly("gpu", "odd?name");
        assertThat(Samples.refusal(room.room.hosts().update(new UpdateProperty("rack", false))).code())
                .isEqualTo("reservation.no_such_property");
        assertThat(host(first).capabilities()).isEqualTo(Map.of("gpu", "b"));
    }

    @Test
    void aHostGoesWithItsPastAndNotWithAReservation() {
        Host host = room.enrol("node-1");
        String number = Long.toString(host.number());
        Lease lease = leased("now", "15:00", host);
        assertThat(Samples.refusal(room.room.hosts().remove(new RemoveHost(number))).code()).isEqualTo("reservation.host_reserved");
        room.runDue();
        assertThat(Samples.refusal(room.room.hosts().remove(new RemoveHost(number))).code()).isEqualTo("reservation.host_reserved");
        room.at("15:00");
        accepted(room.room.hosts().remove(new RemoveHost(number)));
        assertThat(room.bookings()).isEmpty();
        assertThat(room.room.hosts().find(number)).isEqualTo(Optional.empty());
        room.at("15:10");
        accepted(room.room.leases().delete(lease.id()));
        assertThat(count("store.due_work")).isZero();
        Host again = accepted(room.room.hosts().enrol(
                        new EnrolHost("node-1", new TreeMap<>()))).reply();
        assertThat(again.number()).as("numbers are not used twice").isGreaterThan(host.number());
        assertThat(again.id()).isEqualTo(host.id());
    }
}

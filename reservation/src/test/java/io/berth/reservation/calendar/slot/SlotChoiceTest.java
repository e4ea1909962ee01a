package io.berth.reservation.calendar.slot;

import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.host;
import static io.berth.reservation.Samples.hostId;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import io.berth.reservation.Samples;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.calendar.slot.SlotChoice.Held;
import io.berth.reservation.calendar.slot.SlotChoice.Wanted;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.requirement.RequirementParser;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts have 4 processors each, of which the ledger would give away 8. */
class SlotChoiceTest {
    private static final Period WINDOW = new Period(at("13:00"), at("16:00"));

    private static ShareOffer offer(int number, Booking... bookings) {
        return offer(number, new Inventory(4, 0, 1, 8, 1, 2.0), bookings);
    }

    private static ShareOffer offer(int number, Inventory processors, Booking... bookings) {
        Provider provider = new Provider(
                hostId(number), "node-" + number, 0, 0, Optional.empty(), hostId(number),
                new TreeMap<>(Map.of("VCPU", processors)), new TreeSet<>(number == 2 ? List.of("CUSTOM_FAST") : List.of()),
                new TreeSet<>(), new Provider.Times(at("00:00"), Optional.empty(), new TreeMap<>(), Optional.empty()));
        return new ShareOffer(host(number, "rack", "r" + number), provider, List.of(bookings));
    }

    private static Booking share(int host, String start, String end, int slots, long each) {
        return new Booking(UUID.randomUUID(), hostId(host), new Period(at(start), at(end)), BookingKind.LEASE,
                UUID.randomUUID(), UUID.randomUUID(), new Share(slots, new TreeMap<>(Map.of("VCPU", each))));
    }

    private static Booking whole(int host, String start, String end) {
        return new Booking(
                UUID.randomUUID(), hostId(host), new Period(at(start), at(end)), BookingKind.MAINTENANCE, null, null);
    }

    private static Wanted wanted(int amount, long each, Affinity affinity) {
        return new Wanted(
                amount, new TreeMap<>(Map.of("VCPU", each)), affinity, List.of(), new TreeSet<>(), new TreeSet<>(), false);
    }

    private static SlotChoice choose(Wanted wanted, ShareOffer... offers) {
        return SlotChoice.among(List.of(offers), wanted, Held.NOTHING, WINDOW);
    }

    /** {@code 1:2 3:1}: two slots of host 1 and one of host 3. */
    private static String shown(SlotChoice choice) {
        return switch (choice) {
            case SlotChoice.Chosen chosen -> String.join(" ", chosen.slots().entrySet().stream()
                    .map(each -> each.getKey().getLeastSignificantBits() + ":" + each.getValue())
                    .toList());
            case SlotChoice.TooFew few -> "room for " + few.found();
            case SlotChoice.Unknown unknown -> "unknown " + unknown.property();
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # amount | each | affinity    | chosen
            1        | 4    | ANYWHERE    | 1:1
            3        | 2    | ANYWHERE    | 1:2 2:1
            6        | 2    | ANYWHERE    | 1:2 2:2 3:2
            7        | 2    | ANYWHERE    | room for 6
            1        | 5    | ANYWHERE    | room for 0
            2        | 1    | A_HOST_EACH | 1:1 2:1
            4        | 1    | A_HOST_EACH | room for 3
            4        | 1    | ONE_HOST    | 1:4
            5        | 1    | ONE_HOST    | room for 4
            """)
    void instancesFillEmptyHostsAsTheirAffinitySays(int amount, long each, Affinity affinity, String chosen) {
        assertThat(shown(choose(wanted(amount, each, affinity), offer(1), offer(2), offer(3)))).isEqualTo(chosen);
    }

    @Test
    void hostsThatAreSharedAlreadyComeFirst() {
        assertThat(shown(choose(wanted(4, 1, Affinity.ANYWHERE), offer(1), offer(2, share(2, "12:00", "14:00", 1, 2)))))
                .isEqualTo("2:2 1:2");
    }

    @Test
    void aHostIsNeverOverbookedHoweverManySlotsOneReservationHasThere() {
        // The real service counts the three slots once.
        assertThat(shown(choose(wanted(2, 1, Affinity.ANYWHERE), offer(1, share(1, "12:00", "17:00", 3, 1)))))
                .isEqualTo("room for 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # two shares of 2 processors    | room for instances of 1
            13:00 | 14:00 | 14:00 | 15:00   | 2
            13:00 | 14:01 | 14:00 | 15:00   | 0
            10:00 | 13:00 | 16:00 | 18:00   | 4
            10:00 | 13:01 | 15:59 | 18:00   | 2
            """)
    void theBusiestMomentOfTheWindowCounts(String start, String end, String otherStart, String otherEnd, int room) {
        SlotChoice choice = choose(wanted(9, 1, Affinity.ANYWHERE),
                offer(1, share(1, start, end, 1, 2), share(1, otherStart, otherEnd, 2, 1)));
        assertThat(shown(choice)).isEqualTo("room for " + room);
    }

    @Test
    void aHostThatIsTakenWholeIsNotShared() {
        assertThat(shown(choose(wanted(1, 1, Affinity.ANYWHERE), offer(1, whole(1, "15:00", "17:00")), offer(2)))).isEqualTo("2:1");
    }

    @Test
    void propertiesAndTraitsNarrowTheChoice() {
        Wanted inRack = new Wanted(1, wanted(1, 1, Affinity.ANYWHERE).each(), Affinity.ANYWHERE,
                List.of(RequirementParser.checked("[\"==\", \"$rack\", \"r3\"]")), new TreeSet<>(), new TreeSet<>(), false);
        assertThat(shown(choose(inRack, offer(1), offer(2), offer(3)))).isEqualTo("3:1");

        Wanted unknown = new Wanted(1, inRack.each(), Affinity.ANYWHERE,
                List.of(RequirementParser.checked("[\"==\", \"$nope\", \"r3\"]")), new TreeSet<>(), new TreeSet<>(), false);
        assertThat(shown(choose(unknown, offer(1)))).isEqualTo("unknown nope");

        Wanted fast = new Wanted(
                9, inRack.each(), Affinity.ANYWHERE, List.of(), new TreeSet<>(List.of("CUSTOM_FAST")), new TreeSet<>(), false);
        assertThat(shown(choose(fast, offer(1), offer(2), offer(3)))).isEqualTo("room for 4");
        Wanted slow = new Wanted(
                3, inRack.each(), Affinity.A_HOST_EACH, List.of(), new TreeSet<>(), new TreeSet<>(List.of("CUSTOM_FAST")), false);
        assertThat(shown(choose(slow, offer(1), offer(2), offer(3)))).isEqualTo("room for 2");
    }

    @Test
    void unreservableHostsAreLeftOutAndTheRefusalCounts() {
        ShareOffer closed = new ShareOffer(Samples.unreservable(host(1)), offer(1).provider(), List.of());
        SlotChoice choice = choose(wanted(5, 1, Affinity.ANYWHERE), closed, offer(2));
        assertThat(choice).isInstanceOfSatisfying(SlotChoice.TooFew.class, few -> assertThat(few.reasons()).isEqualTo(
                "enrolled: 0 removed, 2 left; reservable: 1 removed, 1 left; "
                        + "not taken whole from 2026-03-01T13:00:00Z to 2026-03-01T16:00:00Z: 0 removed, 1 left; "
                        + "room for an instance: 0 removed, 1 left; asked for 5 instances, room for 4."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # total | reserved | min | max | step | ratio | each | overcommits | room
            8       | 0        | 1   | 8   | 1    | 1.0   | 2    | false       | 4
            8       | 2        | 1   | 8   | 1    | 1.0   | 2    | false       | 3
            8       | 0        | 1   | 100 | 1    | 4.0   | 2    | false       | 4
            8       | 0        | 1   | 100 | 1    | 4.0   | 2    | true        | 16
            8       | 0        | 1   | 8   | 1    | 4.0   | 2    | true        | 4
            8       | 0        | 1   | 8   | 3    | 1.0   | 2    | false       | 3
            8       | 0        | 1   | 8   | 5    | 1.0   | 2    | false       | 0
            8       | 0        | 6   | 8   | 1    | 1.0   | 3    | false       | 2
            8       | 0        | 7   | 8   | 1    | 1.0   | 3    | false       | 0
            """)
    void aReservationGetsOfAHostWhatOneConsumerMayClaim(
            long total, long reserved, long min, long max, long step, double ratio, long each, boolean overcommits, int room) {
        Wanted wanted = new Wanted(100, new TreeMap<>(Map.of("VCPU", each)), Affinity.ANYWHERE, List.of(),
                new TreeSet<>(), new TreeSet<>(), overcommits);
        assertThat(shown(choose(wanted, offer(1, new Inventory(total, reserved, min, max, step, ratio)))))
                .isEqualTo("room for " + room);
    }

    @Test
    void aHostWithoutTheResourceHasNoRoom() {
        Wanted gpu = new Wanted(1, new TreeMap<>(Map.of("VCPU", 1L, "VGPU", 1L)), Affinity.ANYWHERE, List.of(),
                new TreeSet<>(), new TreeSet<>(), false);
        assertThat(shown(choose(gpu, offer(1)))).isEqualTo("room for 0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # amount | held    | may move | affinity    | chosen
            3        | 2:1     | true     | ANYWHERE    | 2:3
            2        | 2:1 3:1 | true     | ANYWHERE    | 2:1 3:1
            1        | 2:1 3:1 | true     | ANYWHERE    | 2:1
            2        | 2:1 3:1 | true     | ONE_HOST    | 2:2
            2        | 2:2     | true     | A_HOST_EACH | 2:1 1:1
            5        | 2:2     | true     | ONE_HOST    | room for 4
            3        | 3:1     | false    | ONE_HOST    | 3:3
            3        | 1:2     | false    | ONE_HOST    | room for 2
            5        | 1:2     | false    | ANYWHERE    | 1:2 2:3
            4        | 1:3     | false    | ANYWHERE    | room for 10
            """)
    void whatIsHeldIsPreferredAndWhatRunsStays(int amount, String held, boolean mayMove, Affinity affinity, String chosen) {
        Map<UUID, Integer> slots = new TreeMap<>();
        Arrays.stream(held.split(" "))
                .map(each -> each.split(":"))
                .forEach(each -> slots.put(hostId(Integer.parseInt(each[0])), Integer.parseInt(each[1])));
        // Host 1 has room for 2 beside another's share.
        SlotChoice choice = SlotChoice.among(
                List.of(offer(1, share(1, "12:00", "18:00", 1, 2)), offer(2), offer(3)),
                wanted(amount, 1, affinity), new Held(slots, mayMove), WINDOW);
        assertThat(shown(choice)).isEqualTo(chosen);
    }
}

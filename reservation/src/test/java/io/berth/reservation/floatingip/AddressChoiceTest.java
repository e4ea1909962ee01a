package io.berth.reservation.floatingip;

import static io.berth.reservation.Samples.NETWORK;
import static io.berth.reservation.Samples.address;
import static io.berth.reservation.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.calendar.Period;
import io.berth.reservation.floatingip.AddressChoice.Chosen;
import io.berth.reservation.floatingip.AddressChoice.TooFew;
import io.berth.reservation.floatingip.AddressChoice.Wanted;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which addresses are given: .101 to .103 have nobody, .104 and .105 are booked at other times, .106 in the window. */
class AddressChoiceTest {
    private static final Period WINDOW = new Period(at("13:00"), at("15:00"));
    private static final List<AddressOffer> OFFERS = List.of(
            offer(101, true, true), offer(102, true, true), offer(103, true, true), offer(104, true, false), offer(105, true, false),
            offer(106, false, false));

    private static AddressOffer offer(int number, boolean isFree, boolean isUnused) {
        return new AddressOffer(
                new FloatingIp(id(number), NETWORK, "subnet", address("172.24.4." + number), 0, at("00:00")), isFree, isUnused);
    }

    private static UUID id(int number) {
        return new UUID(2, number);
    }

    private static Wanted wanted(int amount, String... required) {
        return new Wanted(NETWORK, amount, Arrays.stream(required).map(text -> address("172.24.4." + text)).toList());
    }

    private static List<String> chosen(Wanted wanted, Set<UUID> taken) {
        return switch (AddressChoice.among(OFFERS, wanted, taken, WINDOW)) {
            case Chosen it -> it.addresses().stream().map(each -> each.address().toString().substring("172.24.4.".length())).toList();
            case TooFew it -> throw new AssertionError(it.reasons());
        };
    }

    private static String refused(Wanted wanted, Set<UUID> taken) {
        return switch (AddressChoice.among(OFFERS, wanted, taken, WINDOW)) {
            case Chosen it -> throw new AssertionError("chosen: " + it.addresses());
            case TooFew it -> it.reasons();
        };
    }

    @Test
    void addressesThatNobodyHasBookedComeFirst() {
        assertThat(chosen(wanted(2), Set.of())).containsExactly("101", "102");
        assertThat(chosen(wanted(4), Set.of())).containsExactly("101", "102", "103", "104");
    }

    @Test
    void requiredOnesAreAmongTheChosenAndTheRestIsFilledUp() {
        assertThat(chosen(wanted(1, "105"), Set.of())).containsExactly("105");
        assertThat(chosen(wanted(3, "105", "102"), Set.of())).containsExactly("102", "105", "101");
    }

    @Test
    void whatTheLeaseHasAlreadyIsNotChosenAgain() {
        assertThat(chosen(wanted(2), Set.of(id(101), id(103)))).containsExactly("102", "104");
        assertThat(refused(wanted(1, "101"), Set.of(id(101))))
                .isEqualTo("registered in network " + NETWORK + ": 0 removed, 6 left; not in this lease already: 1 removed, 5 left; "
                        + "free from 2026-03-01T13:00:00Z to 2026-03-01T15:00:00Z: 1 removed, 4 left; "
                        + "not among them: 172.24.4.101, which is required.");
    }

    @Test
    void whoAsksForTooManyIsToldHowManyThereAre() {
        assertThat(refused(wanted(6), Set.of()))
                .isEqualTo("registered in network " + NETWORK + ": 0 removed, 6 left; "
                        + "free from 2026-03-01T13:00:00Z to 2026-03-01T15:00:00Z: 1 removed, 5 left; asked for 6.");
        assertThat(refused(wanted(2, "106", "107"), Set.of())).endsWith("not among them: 172.24.4.106, 172.24.4.107, which is required.");
    }

    @Test
    void noneIsGivenToWhoWantsNone() {
        assertThat(chosen(wanted(0), Set.of())).isEmpty();
    }

    @Test
    void anotherNetworkHasNone() {
        assertThat(AddressChoice.among(OFFERS, new Wanted("other", 1, List.of()), Set.of(), WINDOW)).isInstanceOf(TooFew.class);
    }
}

package io.berth.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.base.Decision;
import io.berth.base.Refusal;
import io.berth.placement.ConsumerAllocations.Expected;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.ConsumerWrite;
import io.berth.placement.LedgerChange.Touch;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplaceAllocationsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID P1 = new UUID(0, 1);
    private static final UUID P2 = new UUID(0, 2);

    /** total, reserved, ratio, min, max, step, used by others, amount → outcome. */
    @ParameterizedTest(name = "{0}−{1} ×{2}, {3}…{4}/{5}, used {6}, asked {7}: {8}")
    @CsvSource({
        "10, 0, 1.0, 1, 99, 1, 0, 10, fits",
        "10, 0, 1.0, 1, 99, 1, 1, 10, CapacityExceeded",
        "10, 2, 1.0, 1, 99, 1, 0, 9, CapacityExceeded",
        "10, 2, 1.0, 1, 99, 1, 0, 8, fits",
        "10, 0, 1.55, 1, 99, 1, 0, 15, fits",
        "10, 0, 1.55, 1, 99, 1, 0, 16, CapacityExceeded",
        "10, 0, 16.0, 1, 99, 1, 100, 60, fits",
        "10, 10, 1.0, 1, 99, 1, 0, 1, CapacityExceeded",
        "10, 0, 0.0, 1, 99, 1, 0, 1, CapacityExceeded",
        "10, 0, 1.0, 2, 99, 1, 0, 1, UnitsViolated",
        "10, 0, 1.0, 1, 4, 1, 0, 5, UnitsViolated",
        "10, 0, 1.0, 1, 99, 2, 0, 3, UnitsViolated",
        "10, 0, 1.0, 1, 99, 2, 0, 4, fits",
        "10, 0, 1.0, 1, 2147483647, 1, 0, 9223372036854775807, UnitsViolated",
        "2147483647, 0, 1.0, 1, 2147483647, 1, 0, 2147483647, fits",
        "2147483647, 0, 3.4e38, 1, 2147483647, 1, 2147483647, 2147483647, fits",
        "10, 0, -1.0, 1, 99, 1, 0, 1, CapacityExceeded",
    })
    void oneRowIsJudgedByUnitsAndCapacity(
            long total, long reserved, double ratio, long min, long max, long step, long used, long amount, String outcome) {
        LedgerView view = view(
                List.of(provider(P1, 7, Map.of("VCPU", new Inventory(total, reserved, min, max, step, ratio)))),
                Map.of(P1, used));

        assertThat(outcome(ReplaceAllocations.decide(view, List.of(wants("c", P1, amount)), NOW))).isEqualTo(outcome);
    }

    @Test
    void theConsumersOfOneRequestAreJudgedOnTheirSum() {
        LedgerView view = view(List.of(provider(P1, 7, Map.of("VCPU", Inventory.of(10)))), Map.of(P1, 0L));

        assertThat(outcome(decide(view, wants("a", P1, 5), wants("b", P1, 5)))).isEqualTo("fits");
        assertThat(outcome(decide(view, wants("a", P1, 5), wants("b", P1, 6)))).isEqualTo("CapacityExceeded");
    }

    @Test
    void whatTheConsumersNamedHaveIsFreeForAllOfThem() {
        LedgerView view = view(
                List.of(provider(P1, 7, Map.of("VCPU", Inventory.of(10)))), Map.of(P1, 10L), consumer("a", 3, P1, 8));

        assertThat(outcome(decide(view, wants("b", P1, 8)))).isEqualTo("CapacityExceeded");
        assertThat(outcome(decide(view, ConsumerAllocations.none("a", "p", "u"), wants("b", P1, 8)))).isEqualTo("fits");
        assertThat(outcome(decide(view, wants("a", P1, 3), wants("b", P1, 5)))).isEqualTo("fits");
        assertThat(outcome(decide(view, wants("a", P1, 4), wants("b", P1, 5)))).isEqualTo("CapacityExceeded");
    }

    /** Contract placement §9.3: a state that is over capacity may be kept or repaired, not made worse. */
    @ParameterizedTest(name = "capacity 10, others {0}, had {1}, asks {2}: {3}")
    @CsvSource({
        "6, 8, 8, fits",
        "6, 8, 5, fits",
        "6, 8, 9, CapacityExceeded",
        "14, 0, 1, CapacityExceeded",
        "0, 14, 12, fits",
    })
    void overCapacityMayBeKeptButNotMadeWorse(long others, long had, long asks, String outcome) {
        LedgerView view = had == 0
                ? view(List.of(provider(P1, 7, Map.of("VCPU", Inventory.of(10)))), Map.of(P1, others))
                : view(
                        List.of(provider(P1, 7, Map.of("VCPU", Inventory.of(10)))),
                        Map.of(P1, others + had),
                        consumer("a", 3, P1, had));

        assertThat(outcome(decide(view, wants("a", P1, asks)))).isEqualTo(outcome);
    }

    @Test
    void theProvidersOfTheNewAllocationsMoveTheirGenerationAndTheOneLeftBehindDoesNot() {
        LedgerView view = view(
                List.of(
                        provider(P1, 7, Map.of("VCPU", Inventory.of(10))),
                        provider(P2, 3, Map.of("VCPU", Inventory.of(10)))),
                Map.of(P1, 4L),
                consumer("a", 3, P1, 4));

        AllocationsReplaced change = change(decide(view, wants("a", P2, 4)));

        assertThat(change.providers()).containsExactly(new Touch(P1, 70, 7), new Touch(P2, 30, 4));
        assertThat(change.consumers())
                .containsExactly(new ConsumerWrite(
                        "a", "p", "u", Optional.of("INSTANCE"), Optional.of(33L), 4, Map.of(P2, Map.of("VCPU", 4L))));
    }

    @Test
    void emptyingMovesTheGenerationsOfTheProvidersThatWereUsed() {
        LedgerView view = view(
                List.of(provider(P1, 7, Map.of("VCPU", Inventory.of(10)))), Map.of(P1, 4L), consumer("a", 3, P1, 4));

        AllocationsReplaced change = change(decide(view, ConsumerAllocations.none("a", "p", "u")));

        assertThat(change.providers()).containsExactly(new Touch(P1, 70, 8));
        assertThat(change.consumers().getFirst().resources()).isEmpty();
    }

    @Test
    void emptyingWhoHasNothingChangesNothing() {
        LedgerView view = view(List.of(), Map.of());

        assertThat(decide(view, ConsumerAllocations.none("a", "p", "u")))
                .isInstanceOfSatisfying(Decision.Accepted.class, yes -> assertThat(yes.changes()).isEmpty());
    }

    @ParameterizedTest(name = "present {0}, given {1}: {2}")
    @CsvSource(nullValues = "-", value = {
        "3, 3, -",
        "3, 2, expected 3 but got 2",
        "3, new, expected 3 but got None",
        "3, any, -",
        "-, new, -",
        "-, any, -",
        "-, 5, expected null but got 5",
    })
    void aWrongBeliefAboutTheConsumerIsRefused(Long present, String given, String conflict) {
        Provider provider = provider(P1, 7, Map.of("VCPU", Inventory.of(10)));
        LedgerView view = present == null
                ? view(List.of(provider), Map.of(P1, 0L))
                : view(List.of(provider), Map.of(P1, 1L), consumer("a", present, P1, 1));
        Expected expected = switch (given) {
            case "new" -> new Expected.New();
            case "any" -> Expected.ANYTHING;
            case String generation -> new Expected.Generation(Long.parseLong(generation));
        };
        ConsumerAllocations wanted = new ConsumerAllocations(
                "a", "p", "u", Optional.empty(), Map.of(P1, Map.of("VCPU", 1L)), expected);

        Decision<ReplaceAllocations.Reply> decision = decide(view, wanted);

        if (conflict == null) {
            assertThat(outcome(decision)).isEqualTo("fits");
        } else {
            assertThat(refusal(decision).message()).isEqualTo("consumer generation conflict - " + conflict);
            assertThat(refusal(decision).code()).isEqualTo(PlacementRefusal.CONCURRENT_UPDATE);
        }
    }

    @Test
    void whatDoesNotExistIsNamedBeforeCapacityIsJudged() {
        LedgerView view = view(List.of(provider(P1, 7, Map.of("VCPU", Inventory.of(1)))), Map.of(P1, 0L));

        assertThat(outcome(decide(view, wants("a", P1, 9), wants("b", P2, 1)))).isEqualTo("UnknownProvider");
        ConsumerAllocations unknownClass =
                ConsumerAllocations.of("a", "p", "u", Optional.empty(), Map.of(P1, Map.of("VCPU", 9L, "FISH", 1L)));
        assertThat(outcome(decide(view, unknownClass))).isEqualTo("UnknownResourceClass");
        ConsumerAllocations otherClass =
                ConsumerAllocations.of("a", "p", "u", Optional.empty(), Map.of(P1, Map.of("DISK_GB", 1L)));
        assertThat(outcome(decide(view, otherClass))).isEqualTo("NoInventory");
    }

    @Test
    void aConsumerIsNamedOnce() {
        LedgerView view = view(List.of(), Map.of());
        ConsumerAllocations none = ConsumerAllocations.none("a", "p", "u");

        assertThatThrownBy(() -> decide(view, none, none)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Decision<ReplaceAllocations.Reply> decide(LedgerView view, ConsumerAllocations... wanted) {
        return ReplaceAllocations.decide(view, List.of(wanted), NOW);
    }

    private static String outcome(Decision<ReplaceAllocations.Reply> decision) {
        return decision.fold(reply -> "fits", refusal -> refusal.getClass().getSimpleName());
    }

    private static Refusal refusal(Decision<ReplaceAllocations.Reply> decision) {
        return decision.<Optional<Refusal>>fold(reply -> Optional.empty(), Optional::of).orElseThrow();
    }

    private static AllocationsReplaced change(Decision<ReplaceAllocations.Reply> decision) {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return (AllocationsReplaced) ((Decision.Accepted<ReplaceAllocations.Reply>) decision).changes().getFirst();
    }

    private static ConsumerAllocations wants(String consumer, UUID provider, long vcpus) {
        return ConsumerAllocations.of(consumer, "p", "u", Optional.empty(), Map.of(provider, Map.of("VCPU", vcpus)));
    }

    private static Provider provider(UUID uuid, long generation, Map<String, Inventory> inventories) {
        return new Provider(
                uuid,
                "host " + uuid,
                generation,
                generation * 10,
                Optional.empty(),
                uuid,
                new TreeMap<>(inventories),
                new TreeSet<>(),
                new TreeSet<>(),
                new Provider.Times(NOW, Optional.of(NOW), new TreeMap<>(), Optional.empty()));
    }

    private static Consumer consumer(String id, long generation, UUID provider, long vcpus) {
        SortedMap<UUID, SortedMap<String, Long>> allocations = new TreeMap<>();
        allocations.put(provider, new TreeMap<>(Map.of("VCPU", vcpus)));
        return new Consumer(id, "p0", "u0", Optional.of("INSTANCE"), generation, generation * 11, allocations, NOW);
    }

    private static LedgerView view(List<Provider> providers, Map<UUID, Long> vcpusUsed, Consumer... consumers) {
        SortedMap<UUID, Provider> byUuid = new TreeMap<>();
        providers.forEach(it -> byUuid.put(it.uuid(), it));
        SortedMap<UUID, SortedMap<String, Long>> used = new TreeMap<>();
        vcpusUsed.forEach((uuid, amount) -> used.put(uuid, new TreeMap<>(Map.of("VCPU", amount))));
        SortedMap<String, Consumer> byId = new TreeMap<>();
        Arrays.stream(consumers).forEach(it -> byId.put(it.id(), it));
        return new LedgerView.Rows(byUuid, used, byId, new TreeSet<>(List.of("VCPU", "DISK_GB")));
    }
}

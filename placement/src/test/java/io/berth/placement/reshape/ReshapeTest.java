package io.berth.placement.reshape;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.placement.Consumer;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.Inventory;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.LedgerView;
import io.berth.placement.Provider;
import io.berth.placement.ReplaceAllocations.Reply;
import io.berth.placement.reshape.Reshape.Wanted;
import io.berth.placement.reshape.Reshape.WantedInventories;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReshapeTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID FROM = new UUID(0, 1);
    private static final UUID TO = new UUID(0, 2);

    /** FROM has VCPU and VGPU at generation 5, revision 50; its consumer c uses 2 and 1 of them. TO has nothing yet. */
    private static final LedgerView.Rows VIEW = new LedgerView.Rows(
            new TreeMap<>(Map.of(
                    FROM, provider(FROM, 5, 50, Map.of("VCPU", Inventory.of(8), "VGPU", Inventory.of(4))),
                    TO, provider(TO, 0, 0, Map.of()))),
            new TreeMap<>(Map.of(FROM, sorted(Map.of("VCPU", 2L, "VGPU", 1L)))),
            new TreeMap<>(Map.of("c", new Consumer(
                    "c", "p", "u", Optional.empty(), 1, 1, new TreeMap<>(Map.of(FROM, sorted(Map.of("VCPU", 2L, "VGPU", 1L)))), NOW))),
            new TreeSet<>(List.of("VCPU", "VGPU")));

    @Test
    void everyStepExpectsWhatTheOneBeforeLeaves() {
        Decision<Reply> decision = decide(
                List.of(wants(FROM, 5, Map.of("VCPU", Inventory.of(8))), wants(TO, 0, Map.of("VGPU", Inventory.of(4)))),
                has("c", Map.of(FROM, Map.of("VCPU", 2L), TO, Map.of("VGPU", 1L))));

        assertThat(touches(decision, FROM))
                .containsExactly(new Touch(FROM, 50, 6), new Touch(FROM, 51, 7), new Touch(FROM, 52, 8));
        assertThat(touches(decision, TO)).containsExactly(new Touch(TO, 0, 1), new Touch(TO, 1, 2), new Touch(TO, 2, 3));
    }

    @Test
    void aProviderThatIsToHaveNothingSkipsTheFirstStep() {
        Decision<Reply> decision =
                decide(List.of(wants(FROM, 5, Map.of())), ConsumerAllocations.none("c", "p", "u"));

        assertThat(touches(decision, FROM)).containsExactly(new Touch(FROM, 50, 6), new Touch(FROM, 51, 7));
    }

    @Test
    void aProviderThatIsOnlyLeftBehindByAllocationsIsComparedButNotMoved() {
        Decision<Reply> decision =
                decide(List.of(wants(TO, 0, Map.of("VCPU", Inventory.of(2)))), has("c", Map.of(TO, Map.of("VCPU", 2L))));

        assertThat(touches(decision, FROM)).containsExactly(new Touch(FROM, 50, 5));
    }

    @Test
    void whatOthersUseKeepsItsInventory() {
        assertThat(message(decide(List.of(wants(FROM, 5, Map.of())))))
                .isEqualTo("update conflict: Inventory for 'VCPU, VGPU' on resource provider '" + FROM + "' in use.");
    }

    @Test
    void allocationsAreJudgedByTheNewInventory() {
        assertThat(message(decide(
                        List.of(wants(FROM, 5, Map.of("VCPU", Inventory.of(1)))),
                        has("c", Map.of(FROM, Map.of("VCPU", 3L))))))
                .endsWith("The requested amount would exceed the capacity.");
    }

    private static Decision<Reply> decide(List<WantedInventories> inventories, ConsumerAllocations... allocations) {
        return Reshape.decide(VIEW, new Wanted(inventories, List.of(allocations), Optional.empty()), NOW);
    }

    private static List<Touch> touches(Decision<Reply> decision, UUID provider) {
        return ((Decision.Accepted<Reply>) decision).changes().stream()
                .flatMap(change -> switch (change) {
                    case InventoriesWritten it -> Stream.of(it.provider());
                    case AllocationsReplaced it -> it.providers().stream();
                    default -> throw new AssertionError("not a reshape's change: " + change);
                })
                .filter(touch -> touch.provider().equals(provider))
                .toList();
    }

    private static String message(Decision<Reply> decision) {
        return ((Decision.Refused<Reply>) decision).refusal().message();
    }

    private static ConsumerAllocations has(String consumer, Map<UUID, Map<String, Long>> resources) {
        return ConsumerAllocations.of(consumer, "p", "u", Optional.empty(), resources);
    }

    private static WantedInventories wants(UUID provider, long generation, Map<String, Inventory> inventories) {
        return new WantedInventories(provider.toString(), Optional.of(provider), generation, sorted(inventories));
    }

    private static Provider provider(UUID uuid, long generation, long revision, Map<String, Inventory> inventories) {
        return new Provider(
                uuid, "name " + uuid, generation, revision, Optional.empty(), uuid, sorted(inventories), new TreeSet<>(),
                new TreeSet<>(), new Provider.Times(NOW, Optional.empty(), new TreeMap<>(), Optional.empty()));
    }

    private static <T> SortedMap<String, T> sorted(Map<String, T> map) {
        return new TreeMap<>(map);
    }
}

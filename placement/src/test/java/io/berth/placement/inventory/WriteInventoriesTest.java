package io.berth.placement.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.placement.Inventory;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.Provider;
import io.berth.placement.inventory.WriteInventories.Inventories;
import io.berth.placement.inventory.WriteInventories.View;
import java.time.Instant;
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

class WriteInventoriesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID UUID_1 = new UUID(0, 1);

    /** Contract placement §8.7: what must be left is tested on the capacity, not on total and reserved. */
    @ParameterizedTest(name = "total {0}, reserved {1}, ratio {2}: before 1.26 {3}, since {4}")
    @CsvSource({
        "4, 3, 1.0, true, true",
        "4, 4, 1.0, false, true",
        "4, 5, 1.0, false, false",
        "1, 0, 0.5, false, true",
        "1, 0, 0.0, false, true",
        "4, 5, -1.0, true, true",
        "4, 0, -1.0, false, false",
    })
    void whatIsLeftIsTestedOnTheCapacity(long total, long reserved, double ratio, boolean before, boolean since) {
        Inventory inventory = new Inventory(total, reserved, 1, 10, 1, ratio);
        View view = view(Map.of(), Map.of());

        assertThat(isAccepted(WriteInventories.add(view, "VCPU", inventory, false, NOW))).isEqualTo(before);
        assertThat(isAccepted(WriteInventories.add(view, "VCPU", inventory, true, NOW))).isEqualTo(since);
    }

    @Test
    void replacingAllWritesWhatIsGivenAndRemovesTheRest() {
        View view = view(Map.of("VCPU", Inventory.of(4), "DISK_GB", Inventory.of(9)), Map.of());
        SortedMap<String, Inventory> wanted = new TreeMap<>(Map.of("VCPU", Inventory.of(8)));

        Decision<Inventories> decision = WriteInventories.replaceAll(view, wanted, 5, false, NOW);

        InventoriesWritten change = (InventoriesWritten)
                ((Decision.Accepted<Inventories>) decision).changes().getFirst();
        assertThat(change.written()).isEqualTo(wanted);
        assertThat(change.removed()).containsExactly("DISK_GB");
        assertThat(change.provider().generation()).isEqualTo(6);
        assertThat(((Decision.Accepted<Inventories>) decision).reply()).isEqualTo(new Inventories(6, wanted));
    }

    @ParameterizedTest(name = "generation {0}, class {1} used {2}: {3}")
    @CsvSource({
        "4, VCPU, 0, placement.concurrent_update",
        "5, FISH, 0, placement.inventory.invalid",
        "5, VCPU, 1, placement.inventory.inuse",
        "4, FISH, 1, placement.concurrent_update",
        "5, FISH, 1, placement.inventory.invalid",
    })
    void replacingAllIsRefusedForTheFirstReason(long generation, String wanted, long diskUsed, String code) {
        View view = view(
                Map.of("VCPU", Inventory.of(4), "DISK_GB", Inventory.of(9)),
                diskUsed == 0 ? Map.of() : Map.of("DISK_GB", diskUsed));
        SortedMap<String, Inventory> inventories = new TreeMap<>(Map.of(wanted, Inventory.of(8)));

        Decision<Inventories> decision = WriteInventories.replaceAll(view, inventories, generation, false, NOW);

        assertThat(decision.<String>fold(reply -> "accepted", refusal -> refusal.code())).isEqualTo(code);
    }

    private static boolean isAccepted(Decision<Inventories> decision) {
        return decision instanceof Decision.Accepted<Inventories>;
    }

    private static View view(Map<String, Inventory> inventories, Map<String, Long> used) {
        Provider provider = new Provider(
                UUID_1,
                "host",
                5,
                50,
                Optional.empty(),
                UUID_1,
                new TreeMap<>(inventories),
                new TreeSet<>(),
                new TreeSet<>(),
                new Provider.Times(NOW, Optional.of(NOW), new TreeMap<>(), Optional.empty()));
        return new View(provider, new TreeMap<>(used), new TreeSet<>(List.of("VCPU", "DISK_GB", "MEMORY_MB")));
    }
}

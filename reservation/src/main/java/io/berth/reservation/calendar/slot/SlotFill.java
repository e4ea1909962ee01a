package io.berth.reservation.calendar.slot;

import io.berth.reservation.calendar.slot.SlotChoice.Held;
import io.berth.reservation.calendar.slot.SlotChoice.Wanted;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/** Spreads instances over hosts that have room, as their affinity says. */
final class SlotFill {
    private final SequencedMap<UUID, Integer> room;
    private final Held held;
    private final Wanted wanted;

    /** @param room how many slots each host has room for, those of the reservation itself included; in the order of preference */
    SlotFill(SequencedMap<UUID, Integer> room, Held held, Wanted wanted) {
        this.room = room;
        this.held = held;
        this.wanted = wanted;
    }

    /** How many slots there are where the instances may go together. */
    int found() {
        return (int) Math.min(
                Integer.MAX_VALUE,
                switch (wanted.affinity()) {
                    case ANYWHERE -> room.values().stream().mapToLong(Integer::longValue).sum();
                    case A_HOST_EACH -> room.size();
                    case ONE_HOST -> room.entrySet().stream()
                            .filter(this::mayHaveAll)
                            .mapToLong(Map.Entry::getValue)
                            .max()
                            .orElse(0);
                });
    }

    Optional<SequencedMap<UUID, Integer>> chosen() {
        if (!held.mayMove() && held.slots().entrySet().stream().anyMatch(this::isLost)) {
            return Optional.empty();
        }
        return switch (wanted.affinity()) {
            case ANYWHERE -> spread(Integer.MAX_VALUE);
            case A_HOST_EACH -> spread(1);
            case ONE_HOST -> onOneHost();
        };
    }

    private boolean isLost(Map.Entry<UUID, Integer> had) {
        return room.getOrDefault(had.getKey(), 0) < had.getValue();
    }

    /** What is held stays as far as it fits, then hosts are filled one after the other. */
    private Optional<SequencedMap<UUID, Integer>> spread(int perHost) {
        SequencedMap<UUID, Integer> slots = new LinkedHashMap<>();
        int missing = wanted.amount();
        for (Map.Entry<UUID, Integer> host : room.entrySet()) {
            int had = Math.min(held.slots().getOrDefault(host.getKey(), 0), Math.min(host.getValue(), perHost));
            int kept = Math.min(had, missing);
            if (kept > 0) {
                slots.put(host.getKey(), kept);
                missing -= kept;
            }
        }
        for (Map.Entry<UUID, Integer> host : room.entrySet()) {
            int more = Math.min(missing, Math.min(host.getValue(), perHost) - slots.getOrDefault(host.getKey(), 0));
            if (more > 0) {
                slots.merge(host.getKey(), more, Integer::sum);
                missing -= more;
            }
        }
        return missing == 0 ? Optional.of(slots) : Optional.empty();
    }

    private boolean mayHaveAll(Map.Entry<UUID, Integer> host) {
        return held.mayMove() || held.slots().isEmpty() || held.slots().containsKey(host.getKey());
    }

    private Optional<SequencedMap<UUID, Integer>> onOneHost() {
        return room.entrySet().stream()
                .filter(host -> host.getValue() >= wanted.amount())
                .filter(this::mayHaveAll)
                .findFirst()
                .map(host -> new LinkedHashMap<>(Map.of(host.getKey(), wanted.amount())));
    }
}

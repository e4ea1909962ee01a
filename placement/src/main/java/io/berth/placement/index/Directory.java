package io.berth.placement.index;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Which ordinal a provider has, by its uuid and by its name. Read by everybody, written by whoever builds the next world. */
final class Directory {
    final Map<UUID, Integer> byUuid = new ConcurrentHashMap<>();
    final Map<String, Integer> byName = new ConcurrentHashMap<>();

    /** The ordinals of providers whose root is not there yet, by the root's uuid. */
    final Map<UUID, Set<Integer>> withoutRoot = new HashMap<>();

    private final Deque<Integer> free = new ArrayDeque<>();
    private int next;

    /** The provider's ordinal, or one that nobody has. */
    int ordinalOf(UUID uuid) {
        return byUuid.computeIfAbsent(uuid, any -> free.isEmpty() ? next++ : free.removeFirst());
    }

    void forget(UUID uuid) {
        Integer ordinal = byUuid.remove(uuid);
        if (ordinal != null) {
            free.addLast(ordinal);
        }
    }
}

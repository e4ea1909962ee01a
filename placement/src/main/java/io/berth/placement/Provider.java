package io.berth.placement;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Something that has resources, with all that it has itself; not what its tree or its aggregates have.
 *
 * @param generation the API's counter, which clients send back; allocations deleted do not move it
 * @param revision our counter, which every change of the provider moves, allocations included
 * @param root the provider itself where it has no parent
 * @param aggregates spelled as they were given
 */
public record Provider(
        UUID uuid,
        String name,
        long generation,
        long revision,
        Optional<UUID> parent,
        UUID root,
        SortedMap<String, Inventory> inventories,
        SortedSet<String> traits,
        SortedSet<String> aggregates,
        Times times) {

    public Provider {
        inventories = Collections.unmodifiableSortedMap(new TreeMap<>(inventories));
        traits = Collections.unmodifiableSortedSet(new TreeSet<>(traits));
        aggregates = Collections.unmodifiableSortedSet(new TreeSet<>(aggregates));
    }

    /** The provider as allocations leave it, which change nothing that it has. */
    public Provider moved(long newGeneration, long newRevision, Optional<Instant> updated) {
        Times moved = new Times(times.created(), updated, times.inventories(), times.traits());
        return new Provider(uuid, name, newGeneration, newRevision, parent, root, inventories, traits, aggregates, moved);
    }

    /**
     * When which part was written, for {@code last-modified} (contract placement §4.4).
     *
     * @param updated absent for a provider that was created below a parent and not changed since
     * @param inventories by resource class
     * @param traits the youngest of the provider's traits, as a name: when it was added is not kept
     */
    public record Times(
            Instant created, Optional<Instant> updated, SortedMap<String, Instant> inventories, Optional<Instant> traits) {
        public Times {
            inventories = Collections.unmodifiableSortedMap(new TreeMap<>(inventories));
        }

        /** When the provider's own row was written last. */
        public Instant latest() {
            return updated.orElse(created);
        }
    }
}

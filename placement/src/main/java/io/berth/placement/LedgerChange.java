package io.berth.placement;

import io.berth.base.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What can happen to the ledger. A change that touches providers names the revision at which each was seen; it is
 * written only if all are still at it.
 */
public sealed interface LedgerChange extends Change {
    @Override
    default List<String> touched() {
        return Touched.by(this).words();
    }

    /**
     * A provider that a change touches.
     *
     * @param revision the one seen; the change makes it one more
     * @param generation the one after the change, often the same
     */
    record Touch(UUID provider, long revision, long generation) {
        /** Touches without moving the generation. */
        public static Touch of(Provider seen) {
            return new Touch(seen.uuid(), seen.revision(), seen.generation());
        }

        /** Touches and moves the generation by one. */
        public static Touch next(Provider seen) {
            return of(seen).moved();
        }

        /** This touch, moving the generation by one. */
        public Touch moved() {
            return new Touch(provider, revision, generation + 1);
        }

        /** The touch of a further change in the same decision, after one that moved the generation by {@code moves}. */
        public Touch then(int moves) {
            return new Touch(provider, revision + 1, generation + moves);
        }
    }

    /**
     * A new provider, with all that it has from the start.
     *
     * @param parent the parent, whose place in its tree must not change meanwhile
     */
    record ProviderCreated(Provider provider, Optional<Touch> parent) implements LedgerChange {
        @Override
        public String subject() {
            return "provider/" + provider.uuid();
        }
    }

    /**
     * Another name or place in a tree.
     *
     * @param rerooted the provider and those below it, where they get another root; otherwise the provider alone
     * @param ancestors those above its new place: none of them may move at the same time, or a loop could close
     */
    record ProviderUpdated(
            UUID provider,
            String name,
            Optional<UUID> parent,
            UUID root,
            List<Touch> rerooted,
            List<Touch> ancestors,
            Instant at)
            implements LedgerChange {
        public ProviderUpdated {
            rerooted = List.copyOf(rerooted);
            ancestors = List.copyOf(ancestors);
        }

        @Override
        public String subject() {
            return "provider/" + provider;
        }
    }

    record ProviderDeleted(Touch provider) implements LedgerChange {
        @Override
        public String subject() {
            return "provider/" + provider.provider();
        }
    }

    /**
     * Inventories that a provider has or has no more.
     *
     * @param written new and replaced ones; those in neither collection stay as they are
     */
    record InventoriesWritten(
            Touch provider, SortedMap<String, Inventory> written, SortedSet<String> removed, Instant at)
            implements LedgerChange {
        public InventoriesWritten {
            written = Collections.unmodifiableSortedMap(new TreeMap<>(written));
            removed = Collections.unmodifiableSortedSet(new TreeSet<>(removed));
        }

        @Override
        public String subject() {
            return "provider/" + provider.provider();
        }
    }

    record TraitsReplaced(Touch provider, SortedSet<String> traits, Instant at) implements LedgerChange {
        public TraitsReplaced {
            traits = Collections.unmodifiableSortedSet(new TreeSet<>(traits));
        }

        @Override
        public String subject() {
            return "provider/" + provider.provider();
        }
    }

    record AggregatesReplaced(Touch provider, SortedSet<String> aggregates, Instant at) implements LedgerChange {
        public AggregatesReplaced {
            aggregates = Collections.unmodifiableSortedSet(new TreeSet<>(aggregates));
        }

        @Override
        public String subject() {
            return "provider/" + provider.provider();
        }
    }

    /**
     * All that some consumers have from now on.
     *
     * @param providers those that the consumers have used and those that they will use
     * @param revisions which the database gave to those consumers that have something afterwards: none until it is written
     */
    record AllocationsReplaced(
            List<Touch> providers, List<ConsumerWrite> consumers, Instant at, Map<String, Long> revisions)
            implements LedgerChange {
        public AllocationsReplaced {
            providers = List.copyOf(providers);
            consumers = List.copyOf(consumers);
            revisions = Map.copyOf(revisions);
        }

        public AllocationsReplaced(List<Touch> providers, List<ConsumerWrite> consumers, Instant at) {
            this(providers, consumers, at, Map.of());
        }

        /** This change, now that it is written. */
        AllocationsReplaced written(Map<String, Long> given) {
            return new AllocationsReplaced(providers, consumers, at, given);
        }

        @Override
        public String subject() {
            return consumers.size() == 1
                    ? "allocations/" + consumers.getFirst().consumer()
                    : "allocations of " + consumers.size() + " consumers";
        }
    }

    /**
     * One consumer, as it is from now on.
     *
     * @param type absent where none was ever set
     * @param seen the consumer's revision that the decision is based on; absent for a new one
     * @param generation the one after the write
     * @param resources empty ends the consumer's record
     */
    record ConsumerWrite(
            String consumer,
            String projectId,
            String userId,
            Optional<String> type,
            Optional<Long> seen,
            long generation,
            Map<UUID, Map<String, Long>> resources) {
        /** The consumer after the write. @param revision the one that it got; none where it has nothing any more, and is no consumer */
        public Optional<Consumer> made(Optional<Long> revision, Instant at) {
            return revision.map(it -> {
                SortedMap<UUID, SortedMap<String, Long>> allocations = new TreeMap<>();
                resources.forEach((provider, amounts) -> allocations.put(provider, new TreeMap<>(amounts)));
                return new Consumer(consumer, projectId, userId, type, generation, it, allocations, at);
            });
        }

        /** What it has of each provider, as it is stored. */
        public List<Holding> holdings() {
            List<Holding> holdings = new ArrayList<>(resources.size());
            resources.forEach((provider, amounts) -> holdings.add(Holding.of(provider, amounts)));
            return holdings;
        }
    }

    /**
     * What a consumer has of a provider.
     *
     * @param classes and amounts, in the same order, parted by commas, which no resource class has in its name
     */
    record Holding(UUID provider, String classes, String amounts) {
        static Holding of(UUID provider, Map<String, Long> resources) {
            StringBuilder amounts = new StringBuilder();
            resources.values().forEach(amount -> amounts.append(amounts.isEmpty() ? "" : ",").append(amount.longValue()));
            return new Holding(provider, String.join(",", resources.keySet()), amounts.toString());
        }
    }

    record ResourceClassAdded(String name, Instant at) implements LedgerChange {
        @Override
        public String subject() {
            return "resource-class/" + name;
        }
    }

    record ResourceClassRenamed(String name, String newName, Instant at) implements LedgerChange {
        @Override
        public String subject() {
            return "resource-class/" + name;
        }
    }

    record ResourceClassRemoved(String name) implements LedgerChange {
        @Override
        public String subject() {
            return "resource-class/" + name;
        }
    }

    record TraitAdded(String name, Instant at) implements LedgerChange {
        @Override
        public String subject() {
            return "trait/" + name;
        }
    }

    record TraitRemoved(String name) implements LedgerChange {
        @Override
        public String subject() {
            return "trait/" + name;
        }
    }
}

package io.berth.placement;

import io.berth.base.Decision;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.store.StaleView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What the ledger knows: who has what, and who uses it. Read through the connection given, so as part of its transaction. */
public final class Ledger {
    private final Memory memory;

    /** A provider with what is used of each resource class, as this process remembers it. */
    public record Remembered(Provider provider, SortedMap<String, Long> used) {}

    /** What this process remembers, as of any moment: it counts where the database has it at the same revision, and is not read then. */
    public interface Memory {
        /** Of nothing. */
        Memory NONE = new Memory() {
            @Override
            public Optional<Remembered> remembered(UUID provider) {
                return Optional.empty();
            }

            @Override
            public Optional<Consumer> consumer(String id) {
                return Optional.empty();
            }
        };

        Optional<Remembered> remembered(UUID provider);

        /** Absent where it has nothing, or is not known. */
        Optional<Consumer> consumer(String id);
    }

    public Ledger() {
        this(Memory.NONE);
    }

    public Ledger(Memory memory) {
        this.memory = memory;
    }

    public Optional<Provider> providerNamed(Handle handle, String name) {
        return ProviderStore.named(handle, name).map(ProviderStore.Row::provider);
    }

    public Optional<Provider> provider(Handle handle, UUID uuid) {
        return providers(handle, List.of(uuid)).stream().findFirst();
    }

    /** Those of the providers that exist, by name. */
    public List<Provider> providers(Handle handle, Collection<UUID> ids) {
        return ProviderStore.withUuids(handle, ids).stream()
                .map(ProviderStore.Row::provider)
                .sorted(Comparator.comparing(Provider::name))
                .toList();
    }

    /** All providers of the trees that these belong to, by uuid. */
    public SortedMap<UUID, Provider> trees(Handle handle, Collection<UUID> ids) {
        return byUuid(ProviderStore.ofTrees(handle, ids), ProviderStore.Row::provider);
    }

    /** Nobody else changes these, or claims of them, until the transaction is over. */
    public void hold(Handle tx, Set<UUID> providers) {
        if (!providers.isEmpty()) {
            ProviderStore.hold(tx, providers);
        }
    }

    /** What is used of each resource class of a provider. */
    public SortedMap<String, Long> usedOf(Handle handle, UUID provider) {
        return ProviderStore.withUuids(handle, List.of(provider)).stream()
                .findFirst()
                .map(ProviderStore.Row::used)
                .orElseGet(TreeMap::new);
    }

    /** What {@link ReplaceAllocations} decides on: these providers, these consumers, and the providers that they use now. */
    public LedgerView.Rows view(Handle tx, Collection<UUID> providers, Collection<String> consumers) {
        Map<String, Consumer> known = consumersNamed(tx, consumers);
        return rows(tx, ProviderStore.withUuids(tx, usedBy(known.values(), providers)), known);
    }

    /**
     * What is decided on such a view. It is read by several statements, consumers first, so what no compare-and-swap will judge, a
     * refusal or that a consumer has nothing, counts only where the consumers are afterwards as they were: then all of it was so when
     * the providers were read, and somebody may be told.
     *
     * @param consumers those that the view was asked for
     * @throws StaleView where they are not
     */
    public <R> Decision<R> decided(
            Handle tx, LedgerView.Rows view, Collection<String> consumers, Function<LedgerView.Rows, Decision<R>> decide) {
        Decision<R> decision = decide.apply(view);
        if (!isJudgedByWriting(decision, consumers) && !view.consumers().equals(consumersNamed(tx, consumers))) {
            throw new StaleView("a consumer");
        }
        return decision;
    }

    /** Whether all of these consumers are written, and so compared: not where it is refused, or nothing becomes of nothing. */
    public static boolean isJudgedByWriting(Decision<?> decision, Collection<String> consumers) {
        return switch (decision) {
            case Decision.Refused<?> no -> false;
            case Decision.Accepted<?> yes -> consumers.stream().allMatch(id -> yes.changes().stream().anyMatch(
                    it -> it instanceof AllocationsReplaced replaced
                            && replaced.consumers().stream().anyMatch(write -> write.consumer().equals(id))));
        };
    }

    /**
     * As {@link #view}, but of providers only what claims are judged by: without their traits and aggregates, of which reading many
     * providers would be the dearest part.
     */
    public LedgerView.Rows claimView(Handle tx, Collection<UUID> providers, Collection<String> consumers) {
        Map<String, Consumer> known = consumersNamed(tx, consumers);
        return rows(tx, ProviderStore.withInventories(tx, usedBy(known.values(), providers)), known);
    }

    /** As {@link #claimView}, of providers that nobody else changes from now on until the transaction is over. */
    public LedgerView.Rows heldClaimView(Handle tx, Set<UUID> providers, Collection<String> consumers) {
        List<ProviderStore.Held> held = providers.isEmpty() ? List.of() : ProviderStore.hold(tx, providers);
        Map<String, Consumer> known = rememberedOrNamed(tx, consumers);
        Set<UUID> unknown = usedBy(known.values(), providers);
        List<ProviderStore.Row> rows = new ArrayList<>();
        held.forEach(each -> memory.remembered(each.uuid()).filter(it -> each.isAt(it.provider())).ifPresent(it -> {
            rows.add(new ProviderStore.Row(it.provider(), it.used()));
            unknown.remove(each.uuid());
        }));
        if (!unknown.isEmpty()) {
            rows.addAll(ProviderStore.withInventories(tx, unknown));
        }
        return rows(tx, rows, known);
    }

    /** A view of these consumers alone, without the providers that they use. */
    public LedgerView.Rows consumersView(Handle handle, Collection<String> consumers) {
        return new LedgerView.Rows(
                new TreeMap<>(), new TreeMap<>(), new TreeMap<>(consumersNamed(handle, consumers)), new TreeSet<>());
    }

    /** As {@link #consumersNamed}, of which those are not read that are at the revision remembered: no two writes made the same. */
    private Map<String, Consumer> rememberedOrNamed(Handle tx, Collection<String> consumers) {
        Map<String, Consumer> known = new HashMap<>();
        consumers.forEach(id -> memory.consumer(id).ifPresent(it -> known.put(id, it)));
        Map<String, Long> revisions = known.isEmpty() ? Map.of() : AllocationStore.revisions(tx, known.keySet());
        known.values().removeIf(it -> !Long.valueOf(it.revision()).equals(revisions.get(it.id())));
        List<String> unknown = consumers.stream().filter(id -> !known.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            known.putAll(consumersNamed(tx, unknown));
        }
        return known;
    }

    private static Map<String, Consumer> consumersNamed(Handle tx, Collection<String> consumers) {
        return AllocationStore.consumersNamed(tx, consumers).stream()
                .collect(Collectors.toMap(Consumer::id, Function.identity()));
    }

    private static Set<UUID> usedBy(Collection<Consumer> consumers, Collection<UUID> others) {
        Set<UUID> all = new HashSet<>(others);
        consumers.forEach(consumer -> all.addAll(consumer.allocations().keySet()));
        return all;
    }

    private LedgerView.Rows rows(Handle tx, List<ProviderStore.Row> providers, Map<String, Consumer> consumers) {
        return new LedgerView.Rows(
                byUuid(providers, ProviderStore.Row::provider),
                byUuid(providers, ProviderStore.Row::used),
                new TreeMap<>(consumers),
                resourceClasses(tx));
    }

    /** What a consumer has; absent where it has nothing. */
    public Optional<Consumer> allocationsOf(Handle handle, String consumer) {
        return AllocationStore.consumersNamed(handle, List.of(consumer)).stream().findFirst();
    }

    /** What each consumer of a type has, by consumer, provider and resource class: for audits. */
    public Map<String, SortedMap<UUID, SortedMap<String, Long>>> holdingsOfType(Handle handle, String type) {
        return HoldingStore.ofType(handle, type);
    }

    /** An inventory of a provider that is below another. */
    public record Portion(UUID parent, String resourceClass, long total, long reserved) {}

    /** All inventories of classes whose names begin so, on providers below others: for audits. */
    public List<Portion> portionsOf(Handle handle, String prefix) {
        return HoldingStore.ofClasses(handle, prefix);
    }

    /** Root providers that have room for all of these amounts now, by name: where to try a claim. @param others not to be looked at */
    public List<UUID> rootsWithRoom(Handle handle, SortedMap<String, Long> amounts, Set<UUID> others, int limit) {
        return RoomStore.rootsWithRoom(handle, amounts, others, limit);
    }

    /** Root providers that have something and of which nobody uses anything now, by name. @param others not to be looked at */
    public List<UUID> unusedRoots(Handle handle, Set<UUID> others, int limit) {
        return RoomStore.unusedRoots(handle, others, limit);
    }

    /** Root providers that have something, and at least an inventory of each of these classes, however much of it is used. */
    public List<UUID> rootsThatOffer(Handle handle, SortedSet<String> resourceClasses) {
        return RoomStore.rootsThatOffer(handle, resourceClasses);
    }

    /** The names of all resource classes. */
    public SortedSet<String> resourceClasses(Handle handle) {
        return NameStore.resourceClasses(handle);
    }

    /** Those of the names that are traits. */
    public SortedSet<String> knownTraits(Handle handle, Collection<String> names) {
        return NameStore.knownTraits(handle, names);
    }

    private static <T> SortedMap<UUID, T> byUuid(List<ProviderStore.Row> rows, Function<ProviderStore.Row, T> value) {
        SortedMap<UUID, T> map = new TreeMap<>();
        rows.forEach(row -> map.put(row.provider().uuid(), value.apply(row)));
        return map;
    }
}

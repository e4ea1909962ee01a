package io.berth.placement.index;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.placement.Consumer;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerChange;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.ConsumerWrite;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.LedgerView;
import io.berth.placement.Provider;
import io.berth.placement.Touched;
import io.berth.store.ChangeFeed;
import io.berth.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole ledger in memory. What this replica writes is in it before the writer hears of it; what others write about
 * {@link LedgerKeeper#POLL} later. Whatever is written from it is compared and swapped with the database, and what is refused is
 * looked up there first: the index is never more than a hint.
 */
public final class LedgerIndex implements Ledger.Memory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerIndex.class);

    /** Kinds of entries in the change log that may tell of a new provider. */
    private static final Set<String> MAKING_PROVIDERS = Set.of(ProviderCreated.class.getSimpleName(), BatchEntry.KIND);

    /** What is more than this, as after an outage, might take a lane longer than {@link io.berth.store.Lane#ANSWER_WAIT} to read by keys. */
    private static final int READ_MAX = 100_000;

    private final Store store;
    private final Ledger ledger = new Ledger();
    private final LedgerKeeper keeper;
    private final Map<String, Consumer> consumers = new ConcurrentHashMap<>();
    /** Odd while world and consumers are being changed. */
    private final AtomicLong epoch = new AtomicLong();

    private volatile World world = World.empty();

    /** What a consumer has, and the world at the same moment. */
    public record Holdings(Optional<Consumer> consumer, World world) {}

    public LedgerIndex(Store store) {
        this.store = store;
        this.keeper = new LedgerKeeper(this, store);
        store.onCommit(this::refreshAfter);
    }

    /** Reads the ledger, and follows it from now on. To be called once, before the ledger is used. */
    public LedgerIndex start() {
        keeper.start();
        return this;
    }

    public World world() {
        return world;
    }

    /** A consumer's allocations together with the providers that they name. */
    public Holdings holdings(String consumer) {
        while (true) {
            long before = epoch.get();
            Holdings holdings = new Holdings(Optional.ofNullable(consumers.get(consumer)), world);
            if (before % 2 == 0 && epoch.get() == before) {
                return holdings;
            }
            Thread.onSpinWait();
        }
    }

    /** What a consumer has, the latest that is known of it. */
    @Override
    public Optional<Consumer> consumer(String id) {
        return Optional.ofNullable(consumers.get(id));
    }

    /** Those that have allocations now, or had some while this is looked at. */
    Set<String> consumerIds() {
        return consumers.keySet();
    }

    @Override
    public Optional<Ledger.Remembered> remembered(UUID uuid) {
        return world.node(uuid).map(node -> new Ledger.Remembered(node.provider(), node.used()));
    }

    /** How long ago the index last had all that was committed anywhere. */
    public Duration lag() {
        return keeper.lag();
    }

    /**
     * A provider, looked for in the database where the index has none: another replica may have made it just now.
     */
    public Optional<Node> node(UUID uuid) {
        Optional<Node> known = world.node(uuid);
        if (known.isEmpty()) {
            keeper.refresh(new Touched(Map.of(uuid, Touched.GONE), Set.of(), false, false));
            known = world.node(uuid);
        }
        return known;
    }

    /**
     * Decides on what consumers have from now on, and writes it: on the index and in one round trip if that can be, otherwise on
     * the database. A refusal is always the database's.
     *
     * @param providers and consumers: what the decision needs to see
     * @throws io.berth.store.Contended where others kept being faster
     */
    public <R> Decision<R> decide(
            Collection<UUID> providers, Collection<String> consumersNamed, Function<LedgerView, Decision<R>> decide) {
        return keeper.<R>write(it -> consumersNamed.size() > LedgerWriter.BATCH_MAX
                        ? Optional.empty()
                        : Optional.of(decide.apply(it)).filter(decision -> Ledger.isJudgedByWriting(decision, consumersNamed)))
                .orElseGet(() -> decideOnDatabase(
                        tx -> ledger.view(tx, providers, consumersNamed),
                        (tx, view) -> ledger.decided(tx, view, consumersNamed, decide::apply)));
    }

    /**
     * Decides on something of the ledger, and writes it: on the index and in one round trip if that can be, otherwise on the
     * database. A refusal is always the database's.
     *
     * @param remembered what the decision needs to see, from memory; nothing where that does not have it
     * @param stored the same from the database
     * @throws io.berth.store.Contended where others kept being faster
     */
    public <V, R> Decision<R> decide(
            Function<RememberedView, Optional<V>> remembered, Function<Handle, V> stored, Function<V, Decision<R>> decide) {
        return keeper.<R>write(view -> remembered.apply(view).map(decide).filter(LedgerIndex::isWritten))
                .orElseGet(() -> decideOnDatabase(stored, (tx, view) -> decide.apply(view)));
    }

    /** What changes nothing is compared with nothing: that nothing need be done is the database's to say, as a refusal is. */
    private static boolean isWritten(Decision<?> decision) {
        return decision instanceof Decision.Accepted<?> yes && !yes.changes().isEmpty();
    }

    /**
     * Whoever lost a race for providers holds them before looking again: batches, which hardly wait, leave them alone then, so
     * that nobody loses for ever.
     */
    private <V, R> Decision<R> decideOnDatabase(Function<Handle, V> stored, BiFunction<Handle, V, Decision<R>> decide) {
        AtomicReference<Set<UUID>> contested = new AtomicReference<>(Set.of());
        return store.decide(
                tx -> {
                    ledger.hold(tx, contested.get());
                    Decision<R> decision = decide.apply(tx, stored.apply(tx));
                    contested.set(moved(decision));
                    return decision;
                },
                decision -> decision);
    }

    private static Set<UUID> moved(Decision<?> decision) {
        Set<UUID> providers = new HashSet<>();
        if (decision instanceof Decision.Accepted<?> yes) {
            for (Change change : yes.changes()) {
                if (change instanceof LedgerChange ours) {
                    providers.addAll(Touched.by(ours).providers().keySet());
                }
            }
        }
        return providers;
    }

    /** What this replica wrote elsewhere is read again before the writer goes on. */
    private void refreshAfter(List<Change> changes) {
        List<LedgerChange> ours = changes.stream()
                .filter(LedgerChange.class::isInstance)
                .map(LedgerChange.class::cast)
                .toList();
        if (!ours.isEmpty()) {
            keeper.committed(ours);
        }
    }

    /** Reads everything. */
    private void load() {
        long begun = System.nanoTime();
        store.database().transact(tx -> {
            IndexStore.freeze(tx);
            IndexStore all = new IndexStore(tx);
            Map<String, Consumer> found = all.consumers();
            World loaded = all.world();
            change(() -> {
                consumers.keySet().retainAll(found.keySet());
                consumers.putAll(found);
                world = loaded;
            });
            return found.size();
        });
        LOG.info(
                "the ledger is in memory: {} providers, {} consumers, {} ms",
                world.size(),
                consumers.size(),
                Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    /** Of what a change of another process touched, what the index does not have yet. */
    Touched unknownOf(ChangeFeed.Entry entry) {
        Touched touched = Touched.of(entry.touched());
        boolean mayBeGoneAgain = MAKING_PROVIDERS.contains(entry.kind());
        if (!touched.consumers().isEmpty() || mayBeGoneAgain) {
            return touched;
        }
        Map<UUID, Long> unknown = new HashMap<>(touched.providers());
        unknown.entrySet().removeIf(it -> world.node(it.getKey())
                .filter(node -> node.provider().revision() >= it.getValue())
                .isPresent());
        return new Touched(unknown, touched.consumers(), touched.isNames(), touched.isAll());
    }

    /** Reads these again. For whoever has the turn, as all that follows. */
    void read(Touched touched) {
        if (touched.isAll() || touched.providers().size() + touched.consumers().size() > READ_MAX) {
            load();
            return;
        }
        if (touched.isNothing()) {
            return;
        }
        World.Names names = touched.isNames() ? keeper.lane().run(IndexStore::names) : world.names();
        LedgerView.Rows rows = rows(touched);
        WorldBuilder next = new WorldBuilder(world);
        next.names(names);
        Set<UUID> gone = new HashSet<>(touched.providers().keySet());
        gone.removeIf(uuid -> rows.provider(uuid).isPresent());
        gone.forEach(next::remove);
        rows.providers().values().stream()
                .sorted(Comparator.comparing((Provider it) -> it.parent().isPresent()))
                .forEach(it -> next.put(it, rows.used().getOrDefault(it.uuid(), new TreeMap<>())));
        change(() -> {
            for (String id : touched.consumers()) {
                put(id, rows.consumer(id));
            }
            world = next.build();
        });
    }

    private LedgerView.Rows rows(Touched touched) {
        if (touched.providers().isEmpty()) {
            return touched.consumers().isEmpty()
                    ? LedgerView.Rows.NONE
                    : keeper.lane().run(handle -> ledger.consumersView(handle, touched.consumers()));
        }
        return keeper.lane().run(handle -> ledger.view(handle, touched.providers().keySet(), touched.consumers()));
    }

    /** Applies own changes where the index has what they were decided on; answers what must be read. */
    Touched apply(List<LedgerChange> own) {
        if (own.isEmpty()) {
            return Touched.NOTHING;
        }
        WorldBuilder next = new WorldBuilder(world);
        List<Touched> unread = new ArrayList<>();
        Map<String, Optional<Consumer>> written = new HashMap<>();
        for (LedgerChange each : own) {
            if (each instanceof AllocationsReplaced claims) {
                if (OwnClaims.apply(claims, next, id -> written.getOrDefault(id, consumer(id)))) {
                    claims.consumers().forEach(it -> written.put(it.consumer(), made(it, claims.revisions(), claims.at())));
                } else {
                    unread.add(Touched.by(claims));
                }
            } else if (!OwnChanges.apply(each, next)) {
                unread.add(Touched.by(each));
            }
        }
        change(() -> {
            written.forEach(this::put);
            world = next.build();
        });
        return Touched.all(unread);
    }

    private static Optional<Consumer> made(ConsumerWrite write, Map<String, Long> revisions, Instant at) {
        return write.made(Optional.ofNullable(revisions.get(write.consumer())), at);
    }

    private void put(String id, Optional<Consumer> consumer) {
        consumer.ifPresentOrElse(it -> consumers.put(id, it), () -> consumers.remove(id));
    }

    LedgerBatch newBatch(Set<UUID> busyProviders, Set<String> busyConsumers) {
        return new LedgerBatch(world, id -> Optional.ofNullable(consumers.get(id)), busyProviders, busyConsumers);
    }

    /** Applies what was written; false where the index has heard of something later already, and must read it all again. */
    boolean apply(LedgerBatch batch, Map<String, Long> revisions) {
        boolean isNext = batch.moved().entrySet().stream().allMatch(moved -> world.node(moved.getKey())
                .filter(node -> node.provider().revision() == moved.getValue().seen())
                .isPresent());
        isNext &= batch.created().stream().allMatch(it -> world.node(it.uuid()).isEmpty());
        if (!isNext) {
            return false;
        }
        WorldBuilder next = new WorldBuilder(world);
        batch.moved().values().forEach(it -> next.put(it.provider(), it.used()));
        batch.created().forEach(it -> next.put(it, new TreeMap<>()));
        change(() -> {
            batch.writes().forEach((id, write) -> put(id, made(write, revisions, batch.at())));
            world = next.build();
        });
        return true;
    }

    private void change(Runnable change) {
        epoch.incrementAndGet();
        try {
            change.run();
        } finally {
            epoch.incrementAndGet();
        }
    }

    @Override
    public void close() {
        keeper.close();
    }
}

package io.berth.placement;

import io.berth.placement.LedgerChange.Touch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What changes of the ledger touched: what an index must read again.
 *
 * @param providers each with the revision that the change made; {@link #GONE} where there may be none any more
 * @param consumers those whose allocations changed
 * @param isNames whether resource classes or traits came or went
 * @param isAll whether so much changed that everything must be read again
 */
public record Touched(Map<UUID, Long> providers, Set<String> consumers, boolean isNames, boolean isAll) {
    /** The revision of what is to be looked at in any case. */
    public static final long GONE = Long.MAX_VALUE;

    private static final String PROVIDER = "provider/";
    private static final String CONSUMER = "consumer/";
    private static final String NAMES = "names";
    private static final String ALL = "ledger";

    public Touched {
        providers = Map.copyOf(providers);
        consumers = Set.copyOf(consumers);
    }

    public static final Touched NOTHING = new Touched(Map.of(), Set.of(), false, false);
    public static final Touched EVERYTHING = new Touched(Map.of(), Set.of(), true, true);

    /** What one change touches. */
    public static Touched by(LedgerChange change) {
        return switch (change) {
            case LedgerChange.ProviderCreated it -> {
                Map<UUID, Long> providers = new HashMap<>(after(it.parent().stream().toList()));
                providers.put(it.provider().uuid(), it.provider().revision());
                yield ofProviders(providers);
            }
            case LedgerChange.ProviderUpdated it -> {
                Map<UUID, Long> providers = new HashMap<>(after(it.ancestors()));
                providers.putAll(after(it.rerooted()));
                yield ofProviders(providers);
            }
            case LedgerChange.ProviderDeleted it -> ofProviders(Map.of(it.provider().provider(), GONE));
            case LedgerChange.InventoriesWritten it -> ofProviders(after(List.of(it.provider())));
            case LedgerChange.TraitsReplaced it -> ofProviders(after(List.of(it.provider())));
            case LedgerChange.AggregatesReplaced it -> ofProviders(after(List.of(it.provider())));
            case LedgerChange.AllocationsReplaced it -> {
                Set<String> consumers = new HashSet<>();
                it.consumers().forEach(consumer -> consumers.add(consumer.consumer()));
                yield new Touched(after(it.providers()), consumers, false, false);
            }
            case LedgerChange.ResourceClassAdded it -> new Touched(Map.of(), Set.of(), true, false);
            case LedgerChange.ResourceClassRemoved it -> new Touched(Map.of(), Set.of(), true, false);
            case LedgerChange.TraitAdded it -> new Touched(Map.of(), Set.of(), true, false);
            case LedgerChange.TraitRemoved it -> new Touched(Map.of(), Set.of(), true, false);
            case LedgerChange.ResourceClassRenamed it -> EVERYTHING;
        };
    }

    private static Touched ofProviders(Map<UUID, Long> providers) {
        return new Touched(providers, Set.of(), false, false);
    }

    private static Map<UUID, Long> after(List<Touch> touches) {
        Map<UUID, Long> after = new HashMap<>();
        touches.forEach(touch -> after.put(touch.provider(), touch.revision() + 1));
        return after;
    }

    /** All of these together; of a provider the latest revision. */
    public static Touched all(Collection<Touched> each) {
        Map<UUID, Long> providers = new HashMap<>();
        Set<String> consumers = new HashSet<>();
        boolean isNames = false;
        boolean isAll = false;
        for (Touched it : each) {
            it.providers().forEach((uuid, revision) -> providers.merge(uuid, revision, Math::max));
            consumers.addAll(it.consumers());
            isNames |= it.isNames();
            isAll |= it.isAll();
        }
        return new Touched(providers, consumers, isNames, isAll);
    }

    public boolean isNothing() {
        return providers.isEmpty() && consumers.isEmpty() && !isNames && !isAll;
    }

    /** As the change log keeps it. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        providers.forEach((uuid, revision) -> words.add(PROVIDER + uuid + "@" + revision));
        consumers.forEach(consumer -> words.add(CONSUMER + consumer));
        if (isAll) {
            words.add(ALL);
        } else if (isNames) {
            words.add(NAMES);
        }
        return words;
    }

    /** What {@link #words} says, of one change or several; of a provider the latest revision. What other rooms' changes touched is nothing. */
    public static Touched of(Collection<String> words) {
        Map<UUID, Long> providers = new HashMap<>();
        Set<String> consumers = new HashSet<>();
        for (String word : words) {
            if (word.startsWith(PROVIDER)) {
                int at = word.indexOf('@');
                providers.merge(
                        UUID.fromString(word.substring(PROVIDER.length(), at)), Long.parseLong(word.substring(at + 1)), Math::max);
            } else if (word.startsWith(CONSUMER)) {
                consumers.add(word.substring(CONSUMER.length()));
            }
        }
        boolean isAll = words.contains(ALL);
        return new Touched(providers, consumers, isAll || words.contains(NAMES), isAll);
    }
}

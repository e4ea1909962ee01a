package io.berth.placement.serial;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What writes of allocations and inventories of one resource class do, one after the other, written down once more from contract
 * placement §8.7, §8.14, §8.17, §9.1 and §9.3, and from nothing else.
 */
final class SerialModel {
    private SerialModel() {}

    record Provider(long generation, long total) {}

    /** @param uses by provider */
    record Consumer(long generation, SortedMap<String, Long> uses) {}

    record State(SortedMap<String, Provider> providers, SortedMap<String, Consumer> consumers) {
        long used(String provider) {
            return consumers.values().stream().mapToLong(it -> it.uses().getOrDefault(provider, 0L)).sum();
        }
    }

    sealed interface Operation {}

    /** {@code PUT …/inventories}. */
    record SetTotal(String provider, long generation, long total) implements Operation {}

    /** {@code PUT} or {@code POST} of allocations: all that these consumers are to have. */
    record Claim(SortedMap<String, Wanted> consumers) implements Operation {}

    /** @param generation as the asker believes it to be; absent for a new consumer */
    record Wanted(Optional<Long> generation, SortedMap<String, Long> amounts) {}

    /** {@code DELETE /allocations/{consumer}}. */
    record Delete(String consumer) implements Operation {}

    /** {@code POST /reshaper}. */
    record Reshape(SortedMap<String, SetTotal> inventories, Claim claim) implements Operation {}

    enum Verdict {
        DONE,
        ABSENT,
        PROVIDER_CONFLICT,
        CONSUMER_CONFLICT,
        FULL,
        /** Others kept being faster: possible at any time, and without effect. */
        LOST_RACE
    }

    record Outcome(Verdict verdict, State after) {}

    static Outcome apply(State state, Operation operation) {
        return switch (operation) {
            case SetTotal it -> setTotal(state, it);
            case Claim it -> claim(state, it);
            case Delete it -> delete(state, it);
            case Reshape it -> reshape(state, it);
        };
    }

    private static Outcome setTotal(State state, SetTotal wanted) {
        return isAt(state, wanted)
                ? new Outcome(Verdict.DONE, with(state, wanted.provider(), wanted.total()))
                : new Outcome(Verdict.PROVIDER_CONFLICT, state);
    }

    private static boolean isAt(State state, SetTotal wanted) {
        return state.providers().get(wanted.provider()).generation() == wanted.generation();
    }

    private static State with(State state, String provider, long total) {
        SortedMap<String, Provider> providers = new TreeMap<>(state.providers());
        providers.put(provider, new Provider(providers.get(provider).generation() + 1, total));
        return new State(providers, state.consumers());
    }

    private static Outcome claim(State state, Claim claim) {
        if (isUnaware(state, claim)) {
            return new Outcome(Verdict.CONSUMER_CONFLICT, state);
        }
        SortedMap<String, Provider> providers = new TreeMap<>(state.providers());
        SortedMap<String, Consumer> consumers = new TreeMap<>(state.consumers());
        SortedSet<String> moved = new TreeSet<>();
        claim.consumers().forEach((id, wanted) -> {
            Optional<Consumer> before = Optional.ofNullable(consumers.remove(id));
            moved.addAll(wanted.amounts().isEmpty() ? before.map(it -> it.uses().keySet()).orElse(new TreeSet<>()) : wanted.amounts().keySet());
            if (!wanted.amounts().isEmpty()) {
                consumers.put(id, new Consumer(before.map(Consumer::generation).orElse(0L) + 1, wanted.amounts()));
            }
        });
        State after = new State(providers, consumers);
        SortedSet<String> asked = new TreeSet<>();
        claim.consumers().values().forEach(it -> asked.addAll(it.amounts().keySet()));
        for (String provider : asked) {
            long used = after.used(provider);
            if (used > state.providers().get(provider).total() && used > state.used(provider)) {
                return new Outcome(Verdict.FULL, state);
            }
        }
        moved.forEach(it -> providers.computeIfPresent(it, (any, p) -> new Provider(p.generation() + 1, p.total())));
        return new Outcome(Verdict.DONE, after);
    }

    private static boolean isUnaware(State state, Claim claim) {
        return claim.consumers().entrySet().stream().anyMatch(it -> !it.getValue()
                .generation()
                .equals(Optional.ofNullable(state.consumers().get(it.getKey())).map(Consumer::generation)));
    }

    private static Outcome delete(State state, Delete wanted) {
        SortedMap<String, Consumer> consumers = new TreeMap<>(state.consumers());
        return consumers.remove(wanted.consumer()) == null
                ? new Outcome(Verdict.ABSENT, state)
                : new Outcome(Verdict.DONE, new State(state.providers(), consumers));
    }

    private static Outcome reshape(State state, Reshape wanted) {
        if (wanted.inventories().values().stream().anyMatch(it -> !isAt(state, it))) {
            return new Outcome(Verdict.PROVIDER_CONFLICT, state);
        }
        State interim = totals(state, wanted);
        Outcome claimed = claim(interim, wanted.claim());
        return claimed.verdict() == Verdict.DONE
                ? new Outcome(Verdict.DONE, totals(claimed.after(), wanted))
                : new Outcome(claimed.verdict(), state);
    }

    private static State totals(State state, Reshape wanted) {
        State after = state;
        for (SetTotal each : wanted.inventories().values()) {
            after = with(after, each.provider(), each.total());
        }
        return after;
    }
}

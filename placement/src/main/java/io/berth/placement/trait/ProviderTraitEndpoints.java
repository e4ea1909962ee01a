package io.berth.placement.trait;

import io.berth.base.Decision;
import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.http.schema.JsonSchema;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.LedgerChange.TraitsReplaced;
import io.berth.placement.PlacementRefusal;
import io.berth.placement.Provider;
import io.berth.placement.value.Numbers;
import io.berth.placement.index.RememberedView;
import io.berth.placement.wire.Bodies;
import io.berth.placement.wire.LedgerAccess;
import io.berth.placement.wire.PlacementProblem;
import io.berth.placement.wire.Replies;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /resource_providers/{uuid}/traits} (contract placement §8.11). The generation moves only when the set does. */
public final class ProviderTraitEndpoints {
    private static final JsonSchema PUT = JsonSchema.of("""
            {"type": "object", "additionalProperties": false, "required": ["traits", "resource_provider_generation"],
             "properties": {
                "traits": {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 255}},
                "resource_provider_generation": {"type": "integer"}}}
            """);

    private final LedgerAccess ledger;

    public ProviderTraitEndpoints(LedgerAccess ledger) {
        this.ledger = ledger;
    }

    public Response list(Call call) {
        Provider provider = ledger.providerOrNotFound(call, ": ");
        return Replies.json(
                call,
                body(provider.traits(), provider.generation()),
                provider.times().traits().orElseGet(ledger::now));
    }

    public Response replace(Call call) {
        JsonNode body = Bodies.read(call, PUT);
        long expected = Numbers.clamped(body.path("resource_provider_generation"));
        SortedSet<String> traits = new TreeSet<>();
        body.path("traits").forEach(it -> traits.add(it.asString()));
        Provider seen = ledger.providerOrLookupFails(call);
        long generation = ledger.decide(
                memory -> memory.provider(seen.uuid()).map(it -> new View(it, known(memory, traits))),
                handle -> new View(present(handle, call, seen), ledger.ledger().knownTraits(handle, traits)),
                view -> replace(view, traits, Optional.of(expected), ledger.now()),
                PlacementProblem::of);
        return Replies.json(call, body(traits, generation), latest(traits));
    }

    private static SortedSet<String> known(RememberedView memory, SortedSet<String> traits) {
        SortedSet<String> known = new TreeSet<>(traits);
        known.retainAll(memory.names().traits().keySet());
        return known;
    }

    /** When the youngest of the traits was made. */
    private Instant latest(SortedSet<String> traits) {
        SortedMap<String, Instant> known = ledger.world().names().traits();
        return traits.stream()
                .flatMap(name -> Optional.ofNullable(known.get(name)).stream())
                .max(Comparator.naturalOrder())
                .orElseGet(ledger::now);
    }

    public Response remove(Call call) {
        Provider seen = ledger.providerOrLookupFails(call);
        ledger.decide(
                memory -> memory.provider(seen.uuid()).map(it -> new View(it, new TreeSet<>())),
                handle -> new View(present(handle, call, seen), new TreeSet<>()),
                view -> replace(view, new TreeSet<>(), Optional.empty(), ledger.now()),
                PlacementProblem::of);
        return Response.empty(204);
    }

    private Provider present(Handle handle, Call call, Provider seen) {
        return ledger.ledger()
                .provider(handle, seen.uuid())
                .orElseThrow(() -> PlacementProblem.notFoundByLookup(LedgerAccess.noProvider(call)));
    }

    /** @param known those of the traits wanted that exist */
    record View(Provider provider, SortedSet<String> known) {}

    static Decision<Long> replace(View view, SortedSet<String> traits, Optional<Long> expected, Instant now) {
        Provider provider = view.provider();
        if (expected.filter(generation -> generation != provider.generation()).isPresent()) {
            return Decision.refuse(new PlacementRefusal.Conflict(
                    PlacementRefusal.CONCURRENT_UPDATE,
                    "Resource provider's generation already changed. Please update the generation and try again."));
        }
        SortedSet<String> unknown = new TreeSet<>(traits);
        unknown.removeAll(view.known());
        if (!unknown.isEmpty()) {
            return Decision.refuse(new PlacementRefusal.Invalid(
                    "placement.trait.unknown", "No such trait " + String.join(", ", unknown)));
        }
        if (provider.traits().equals(traits)) {
            return Decision.accept(List.of(), provider.generation());
        }
        Touch touch = Touch.next(provider);
        return Decision.accept(List.of(new TraitsReplaced(touch, traits, now)), touch.generation());
    }

    private static ObjectNode body(Collection<String> traits, long generation) {
        ObjectNode body = Json.object();
        ArrayNode names = body.putArray("traits");
        traits.forEach(names::add);
        body.put("resource_provider_generation", generation);
        return body;
    }
}

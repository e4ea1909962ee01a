package io.berth.placement.aggregate;

import io.berth.base.Decision;
import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.http.schema.JsonSchema;
import io.berth.placement.LedgerChange.AggregatesReplaced;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.PlacementRefusal;
import io.berth.placement.Provider;
import io.berth.placement.value.Numbers;
import io.berth.placement.wire.Bodies;
import io.berth.placement.wire.LedgerAccess;
import io.berth.placement.wire.PlacementProblem;
import io.berth.placement.wire.Replies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /resource_providers/{uuid}/aggregates} (contract placement §8.9).
 *
 * <ul>
 *   <li>1.1 a bare list, without a generation
 *   <li>1.19 an object with the provider's generation, which is checked and moved
 * </ul>
 */
public final class AggregateEndpoints {
    /** The decoration that a UUID may have has no end, but an index's rows have. */
    private static final String LIST =
            "{\"type\": \"array\", \"items\": {\"type\": \"string\", \"format\": \"uuid\", \"maxLength\": 255}, \"uniqueItems\": true}";

    private static final JsonSchema PUT_1 = JsonSchema.of(LIST);
    private static final JsonSchema PUT_19 = JsonSchema.of("""
            {"type": "object", "additionalProperties": false, "required": ["aggregates", "resource_provider_generation"],
             "properties": {"aggregates": %s, "resource_provider_generation": {"type": "integer"}}}
            """.formatted(LIST));

    private final LedgerAccess ledger;

    public AggregateEndpoints(LedgerAccess ledger) {
        this.ledger = ledger;
    }

    public Response list(Call call) {
        Provider provider = ledger.providerOrLookupFails(call);
        return Replies.json(call, body(call, provider.aggregates(), provider.generation()), ledger.now());
    }

    public Response replace(Call call) {
        Provider seen = ledger.providerOrLookupFails(call);
        boolean hasGeneration = call.version().isAtLeast(1, 19);
        JsonNode body = Bodies.read(call, hasGeneration ? PUT_19 : PUT_1);
        List<String> aggregates = new ArrayList<>();
        (hasGeneration ? body.path("aggregates") : body).forEach(it -> aggregates.add(it.asString()));
        Optional<Long> expected = hasGeneration
                ? Optional.of(Numbers.clamped(body.path("resource_provider_generation")))
                : Optional.empty();
        long generation = ledger.decide(
                memory -> memory.provider(seen.uuid()),
                handle -> ledger.ledger()
                        .provider(handle, seen.uuid())
                        .orElseThrow(() -> PlacementProblem.notFoundByLookup(LedgerAccess.noProvider(call))),
                provider -> decide(provider, aggregates, expected, ledger.now()),
                PlacementProblem::of);
        return Replies.json(call, body(call, aggregates, generation), ledger.now());
    }

    /** @param expected absent leaves the generation alone */
    static Decision<Long> decide(Provider provider, List<String> aggregates, Optional<Long> expected, Instant now) {
        if (expected.filter(generation -> generation != provider.generation()).isPresent()) {
            return Decision.refuse(new PlacementRefusal.Conflict(
                    PlacementRefusal.CONCURRENT_UPDATE,
                    "Resource provider's generation already changed. Please update the generation and try again."));
        }
        Touch touch = expected.isPresent() ? Touch.next(provider) : Touch.of(provider);
        return Decision.accept(
                List.of(new AggregatesReplaced(touch, new TreeSet<>(aggregates), now)), touch.generation());
    }

    private static ObjectNode body(Call call, Collection<String> aggregates, long generation) {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("aggregates");
        aggregates.forEach(list::add);
        if (call.version().isAtLeast(1, 19)) {
            body.put("resource_provider_generation", generation);
        }
        return body;
    }
}

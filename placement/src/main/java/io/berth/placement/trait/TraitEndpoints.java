package io.berth.placement.trait;

import io.berth.base.Decision;
import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Query;
import io.berth.http.Response;
import io.berth.placement.LedgerChange.TraitAdded;
import io.berth.placement.LedgerChange.TraitRemoved;
import io.berth.placement.Names;
import io.berth.placement.PlacementRefusal;
import io.berth.placement.trait.TraitStore.Trait;
import io.berth.placement.wire.LedgerAccess;
import io.berth.placement.wire.PlacementProblem;
import io.berth.placement.wire.Queries;
import io.berth.placement.wire.Replies;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /traits} and {@code /traits/{name}} (contract placement §8.12), the same in all versions since 1.6. */
public final class TraitEndpoints {
    private final LedgerAccess ledger;

    public TraitEndpoints(LedgerAccess ledger) {
        this.ledger = ledger;
    }

    public Response list(Call call) {
        Query query = Queries.read(call, Set.of("name", "associated"));
        TraitStore.Filter filter = filter(query);
        List<Trait> traits = ledger.read(handle -> TraitStore.passing(handle, filter));
        ObjectNode body = Json.object();
        ArrayNode names = body.putArray("traits");
        traits.forEach(trait -> names.add(trait.name()));
        return Replies.json(
                call,
                body,
                traits.stream().map(Trait::createdAt).max(Comparator.naturalOrder()).orElseGet(ledger::now));
    }

    private static TraitStore.Filter filter(Query query) {
        Optional<Collection<String>> names = Optional.empty();
        Optional<String> prefix = Optional.empty();
        Optional<String> name = query.last("name");
        if (name.isPresent()) {
            String[] parts = name.get().split(":", 2);
            if (parts.length < 2) {
                throw PlacementProblem.invalid("Badly formatted name parameter. Expected name query string parameter in"
                        + " form: ?name=[in|startswith]:[name1,name2|prefix]. Got: \"" + name.get() + "\"");
            }
            switch (parts[0]) {
                case "in" -> names = Optional.of(List.of(parts[1].split(",", -1)));
                case "startswith" -> prefix = Optional.of(parts[1]);
                default -> {
                    // Another word before the colon filters nothing.
                }
            }
        }
        return new TraitStore.Filter(names, prefix, query.last("associated").map(TraitEndpoints::truth));
    }

    private static boolean truth(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw PlacementProblem.invalid("The query parameter \"associated\" only accepts \"true\" or \"false\"");
        };
    }

    public Response show(Call call) {
        String name = call.parameter("name");
        Trait trait = ledger.read(handle -> TraitStore.named(handle, name)).orElseThrow(() -> noSuchTrait(name));
        return Replies.cached(call, Response.empty(204), Optional.of(trait.createdAt()));
    }

    public Response add(Call call) {
        String name = call.parameter("name");
        if (!Names.isCustom(name)) {
            throw PlacementProblem.invalid("The trait is invalid. A valid trait must be no longer than 255 characters,"
                    + " start with the prefix \"CUSTOM_\" and use following characters: \"A\"-\"Z\", \"0\"-\"9\" and \"_\"");
        }
        Instant now = ledger.now();
        Optional<Trait> existing = ledger.decide(
                handle -> TraitStore.named(handle, name),
                known -> Decision.accept(known.isPresent() ? List.of() : List.of(new TraitAdded(name, now)), known));
        Response response = Response.empty(existing.isPresent() ? 204 : 201);
        return Replies.located(
                call,
                Replies.cached(call, response, Optional.of(existing.map(Trait::createdAt).orElse(now))),
                "/traits/" + name);
    }

    public Response remove(Call call) {
        String name = call.parameter("name");
        record View(Optional<Trait> trait, boolean isInUse) {}
        ledger.decide(
                handle -> new View(TraitStore.named(handle, name), TraitStore.isInUse(handle, name)),
                view -> view.trait().isEmpty()
                        ? Decision.refuse(new PlacementRefusal.NotFound("placement.trait.not_found", noTrait(name)))
                        : removal(name, view.isInUse()));
        return Response.empty(204);
    }

    private static Decision<String> removal(String name, boolean isInUse) {
        if (Names.STANDARD_TRAITS.contains(name)) {
            return Decision.refuse(new PlacementRefusal.Invalid(
                    "placement.trait.standard", "Cannot delete standard trait " + name + "."));
        }
        return isInUse
                ? Decision.refuse(new PlacementRefusal.Conflict(
                        "placement.trait.inuse", "The trait " + name + " is in use by a resource provider."))
                : Decision.accept(List.of(new TraitRemoved(name)), name);
    }

    private static PlacementProblem noSuchTrait(String name) {
        return PlacementProblem.notFound(noTrait(name));
    }

    private static String noTrait(String name) {
        return "No such trait(s): " + name + ".";
    }
}

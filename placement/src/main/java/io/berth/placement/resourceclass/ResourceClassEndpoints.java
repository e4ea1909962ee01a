package io.berth.placement.resourceclass;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.http.schema.JsonSchema;
import io.berth.http.schema.Violation;
import io.berth.placement.LedgerChange.ResourceClassAdded;
import io.berth.placement.LedgerChange.ResourceClassRemoved;
import io.berth.placement.LedgerChange.ResourceClassRenamed;
import io.berth.placement.Names;
import io.berth.placement.PlacementRefusal;
import io.berth.placement.resourceclass.ResourceClassStore.ResourceClass;
import io.berth.placement.wire.Bodies;
import io.berth.placement.wire.LedgerAccess;
import io.berth.placement.wire.PlacementProblem;
import io.berth.placement.wire.Replies;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /resource_classes} and {@code /resource_classes/{name}} (contract placement §8.13).
 *
 * <ul>
 *   <li>1.2 PUT renames
 *   <li>1.7 PUT makes sure that the class exists; no body
 * </ul>
 */
public final class ResourceClassEndpoints {
    private static final JsonSchema NAMED = JsonSchema.of("""
            {"type": "object", "additionalProperties": false, "required": ["name"],
             "properties": {"name": {"type": "string", "pattern": "^CUSTOM_[A-Z0-9_]+$", "maxLength": 255}}}
            """);

    private static final String EXISTS = "placement.resource_class.exists";
    private static final String STANDARD = "placement.resource_class.standard";

    private final LedgerAccess ledger;

    public ResourceClassEndpoints(LedgerAccess ledger) {
        this.ledger = ledger;
    }

    public Response list(Call call) {
        List<ResourceClass> classes = ledger.read(ResourceClassStore::all);
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("resource_classes");
        classes.forEach(it -> list.add(representation(call, it.name())));
        return Replies.json(
                call,
                body,
                classes.stream().map(ResourceClass::changedAt).max(Comparator.naturalOrder()).orElseGet(ledger::now));
    }

    public Response show(Call call) {
        String name = call.parameter("name");
        ResourceClass found = ledger.read(handle -> ResourceClassStore.named(handle, name))
                .orElseThrow(() -> PlacementProblem.notFoundByLookup(noSuchClass(name)));
        return Replies.json(call, representation(call, found.name()), found.changedAt());
    }

    public Response add(Call call) {
        String name = customName(Bodies.read(call, NAMED).path("name").asString());
        Instant now = ledger.now();
        ledger.decide(
                handle -> ResourceClassStore.named(handle, name),
                known -> known.isPresent()
                        ? Decision.refuse(new PlacementRefusal.Conflict(
                                EXISTS, "Conflicting resource class already exists: " + name))
                        : Decision.accept(List.of(new ResourceClassAdded(name, now)), name));
        return Replies.located(call, Response.empty(201), path(name));
    }

    /** Renames before 1.7, makes sure that it exists since. */
    public Response put(Call call) {
        return call.version().isAtLeast(1, 7) ? ensure(call) : rename(call);
    }

    private Response ensure(Call call) {
        String name = call.parameter("name");
        if (name.contains("\"") || name.contains("\\")) {
            throw PlacementProblem.invalid("Malformed JSON: the name has a quote or a backslash"); // the real one writes it into JSON
        }
        List<Violation> violations = NAMED.validate(Json.object().put("name", name));
        if (!violations.isEmpty()) {
            throw Bodies.invalid(violations);
        }
        customName(name);
        Instant now = ledger.now();
        boolean isNew = ledger.decide(
                handle -> ResourceClassStore.named(handle, name),
                known -> Decision.accept(
                        known.isPresent() ? List.<Change>of() : List.of(new ResourceClassAdded(name, now)),
                        known.isEmpty()));
        return Replies.located(call, Response.empty(isNew ? 201 : 204), path(name));
    }

    private Response rename(Call call) {
        String name = call.parameter("name");
        String newName = customName(Bodies.read(call, NAMED).path("name").asString());
        record View(Optional<ResourceClass> present, boolean isNewNameTaken) {}
        ledger.decide(
                handle -> new View(
                        ResourceClassStore.named(handle, name), ResourceClassStore.named(handle, newName).isPresent()),
                view -> renaming(name, newName, present(view.present(), name), view.isNewNameTaken()));
        return Response.json(200, representation(call, newName));
    }

    private Decision<String> renaming(String name, String newName, ResourceClass present, boolean isNewNameTaken) {
        if (Names.STANDARD_CLASSES.contains(present.name())) {
            return Decision.refuse(
                    new PlacementRefusal.Invalid(STANDARD, "Cannot update standard resource class " + name));
        }
        if (name.equals(newName)) {
            return Decision.accept(List.of(), newName);
        }
        return isNewNameTaken
                ? Decision.refuse(
                        new PlacementRefusal.Conflict(EXISTS, "Resource class already exists: " + newName))
                : Decision.accept(List.of(new ResourceClassRenamed(name, newName, ledger.now())), newName);
    }

    public Response remove(Call call) {
        String name = call.parameter("name");
        record View(Optional<ResourceClass> present, boolean isInUse) {}
        ledger.decide(
                handle -> new View(ResourceClassStore.named(handle, name), ResourceClassStore.isInUse(handle, name)),
                view -> removal(present(view.present(), name), view.isInUse()));
        return Response.empty(204);
    }

    private static Decision<String> removal(ResourceClass present, boolean isInUse) {
        String name = present.name();
        if (Names.STANDARD_CLASSES.contains(name)) {
            return Decision.refuse(new PlacementRefusal.Invalid(
                    STANDARD, "Error in delete resource class: Cannot delete standard resource class " + name + "."));
        }
        return isInUse
                ? Decision.refuse(new PlacementRefusal.Conflict(
                        "placement.resource_class.inuse",
                        "Error in delete resource class: Cannot delete resource class " + name
                                + ". Class is in use in inventory."))
                : Decision.accept(List.of(new ResourceClassRemoved(name)), name);
    }

    private static ResourceClass present(Optional<ResourceClass> found, String name) {
        return found.orElseThrow(() -> PlacementProblem.notFoundByLookup(noSuchClass(name)));
    }

    /** The schema's pattern lets a line break pass at the end; no class has such a name. */
    private static String customName(String name) {
        if (!Names.isCustom(name)) {
            throw PlacementProblem.invalid("JSON does not validate: the name ends with a line break");
        }
        return name;
    }

    private static String noSuchClass(String name) {
        return "No such resource class " + name + ".";
    }

    private static String path(String name) {
        return "/resource_classes/" + name;
    }

    private static ObjectNode representation(Call call, String name) {
        ObjectNode node = Json.object();
        node.put("name", name);
        node.putArray("links").addObject().put("rel", "self").put("href", Replies.href(call, path(name)));
        return node;
    }
}

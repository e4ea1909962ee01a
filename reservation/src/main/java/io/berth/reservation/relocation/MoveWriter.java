package io.berth.reservation.relocation;

import io.berth.http.Json;
import io.berth.reservation.host.Host;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of leases, on the wire of {@code /berth/v1}. */
public final class MoveWriter {
    private MoveWriter() {}

    /** {@code to} is null where nothing takes the host's place, and {@code why} says why. */
    public static ArrayNode moves(List<Relocated> leases, Predicate<Move> wanted) {
        ArrayNode array = Json.array();
        for (Relocated each : leases) {
            each.moves().stream().filter(wanted).forEach(move -> array.add(move(each, move)));
        }
        return array;
    }

    private static ObjectNode move(Relocated of, Move move) {
        ObjectNode node = Json.object();
        node.set("lease", Json.object()
                .put("id", of.before().id().toString())
                .put("name", of.before().name())
                .put("project_id", of.before().projectId())
                .put("status", of.before().status().name()));
        node.set("reservation", Json.object()
                .put("id", move.reservation().id().toString())
                .put("resource_type", move.reservation().request().resourceType())
                .put("status", move.reservation().status().text()));
        if (move.slots() > 0) {
            node.put("slots", move.slots());
        }
        node.set("from", host(move.from()));
        move.to().ifPresentOrElse(to -> node.set("to", host(to)), () -> node.putNull("to").put("why", move.why()));
        return node;
    }

    public static ObjectNode host(Host host) {
        return Json.object().put("id", Long.toString(host.number())).put("name", host.name());
    }
}

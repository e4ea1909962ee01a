package io.berth.compute.api;

import io.berth.compute.ComputePolicy;
import io.berth.compute.action.ActionStore;
import io.berth.compute.action.InstanceAction;
import io.berth.compute.server.Server;
import io.berth.compute.server.ServerRefusal.NoSuchServer;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Policy;
import io.berth.http.Query;
import io.berth.http.Response;
import io.berth.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was done with a server (contract nova-external-events §8.6).
 *
 * <ul>
 *   <li>2.21: of deleted servers too
 *   <li>2.51: events for everyone, without what concerns operators only
 *   <li>2.58: updated_at, paging
 *   <li>2.62: hostId of events, host for operators; 2.84: details
 * </ul>
 */
final class ActionHandlers {
    private final Store store;
    private final Policy policy;

    ActionHandlers(Store store, Policy policy) {
        this.store = store;
        this.policy = policy;
    }

    Response list(Call call) {
        boolean isPaged = call.version().isAtLeast(2, 58);
        Query query = isPaged ? call.request().parameters() : Query.NONE;
        int limit = PageQuery.limit(query);
        List<InstanceAction> all = store.database().read(handle -> ActionStore.actions(
                handle, server(handle, call, ComputePolicy.ACTIONS_LIST).id(), ActionStore.LIMIT_MAX));
        List<InstanceAction> page = all.stream().skip(position(all, query)).limit(limit).toList();
        ObjectNode body = Json.object();
        ArrayNode actions = body.putArray("instanceActions");
        page.forEach(action -> actions.add(action(call, action)));
        if (isPaged && !page.isEmpty() && page.size() == limit) {
            body.set("links", Links.next(
                    call, "/servers/" + call.parameter("id") + "/os-instance-actions", page.getLast().requestId()));
        }
        return Response.json(200, body);
    }

    Response show(Call call) {
        String requestId = call.parameter("request_id");
        boolean seesAll = policy.allows(ComputePolicy.ACTIONS_EVENTS, call.caller());
        return store.database().read(handle -> {
            Server server = server(handle, call, ComputePolicy.ACTIONS_SHOW);
            InstanceAction action = Optional.of(requestId)
                    .filter(id -> id.indexOf('\0') < 0)
                    .flatMap(id -> ActionStore.action(handle, server.id(), id))
                    .orElseThrow(() -> new HttpProblem(404, "Action " + requestId + " not found"));
            ObjectNode node = action(call, action);
            if (seesAll || call.version().isAtLeast(2, 51)) {
                ArrayNode events = node.putArray("events");
                action.events().forEach(event -> events.add(event(call, server, event, seesAll)));
            }
            ObjectNode body = Json.object();
            body.set("instanceAction", node);
            return Response.json(200, body);
        });
    }

    private Server server(Handle handle, Call call, String rule) {
        String id = call.parameter("id");
        boolean alsoDeleted = call.version().isAtLeast(2, 21);
        Server server = ServerHandlers.visible(handle, policy, call, id)
                .filter(it -> alsoDeleted || !it.isDeleted())
                .orElseThrow(() -> ServerHandlers.problem(new NoSuchServer(id)));
        if (!policy.allows(rule, call.caller(), ServerHandlers.target(server))) {
            throw ServerHandlers.forbidden(rule);
        }
        return server;
    }

    private static int position(List<InstanceAction> actions, Query query) {
        return query.last("marker")
                .map(marker -> IntStream.range(0, actions.size())
                        .filter(i -> actions.get(i).requestId().equals(marker))
                        .findFirst()
                        .orElseThrow(() -> new HttpProblem(400, "marker [" + marker + "] not found"))
                        + 1)
                .orElse(0);
    }

    private static ObjectNode action(Call call, InstanceAction action) {
        ObjectNode body = Json.object()
                .put("action", action.action())
                .put("instance_uuid", action.server().toString())
                .put("request_id", action.requestId())
                .put("user_id", action.userId())
                .put("project_id", action.projectId())
                .put("start_time", Times.micros(action.startedAt()))
                .put("message", action.failed() ? "Error" : null);
        if (call.version().isAtLeast(2, 58)) {
            body.put("updated_at", Times.micros(action.updatedAt()));
        }
        return body;
    }

    private static ObjectNode event(Call call, Server server, InstanceAction.Event event, boolean seesAll) {
        ObjectNode body = Json.object()
                .put("event", event.event())
                .put("start_time", Times.micros(event.startedAt()))
                .put("finish_time", Times.micros(event.finishedAt()))
                .put("result", event.succeeded() ? "Success" : "Error");
        if (seesAll) {
            body.putNull("traceback");
        }
        if (call.version().isAtLeast(2, 62)) {
            if (seesAll) {
                body.put("host", event.hostName().orElse(null));
            }
            body.put("hostId", ServerCodec.hostId(server));
        }
        if (call.version().isAtLeast(2, 84) && seesAll) {
            body.putNull("details");
        }
        return body;
    }
}

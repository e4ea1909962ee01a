package io.berth.compute.api;

import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.base.Refusal;
import io.berth.compute.ComputePolicy;
import io.berth.compute.DedicatedHosts;
import io.berth.compute.server.CreateServer;
import io.berth.compute.server.DeleteServer;
import io.berth.compute.server.Server;
import io.berth.compute.server.ServerRefusal;
import io.berth.compute.server.ServerRefusal.NoSuchServer;
import io.berth.compute.server.ServerRefusal.NotAllowed;
import io.berth.compute.server.ServerStore;
import io.berth.compute.server.search.ServerSearch;
import io.berth.compute.server.search.ServerSearchStore;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Idempotency;
import io.berth.http.Json;
import io.berth.http.Policy;
import io.berth.http.Response;
import io.berth.placement.Ledger;
import io.berth.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** List, show, create and delete servers. */
final class ServerHandlers {
    private final Store store;
    private final Idempotency keys;
    private final Ledger ledger;
    private final DedicatedHosts dedicated;
    private final Policy policy;
    private final Clock clock;
    private final Ids ids;

    ServerHandlers(Store store, Ledger ledger, DedicatedHosts dedicated, Policy policy, Clock clock, Ids ids) {
        this.store = store;
        this.keys = new Idempotency(store.answers());
        this.ledger = ledger;
        this.dedicated = dedicated;
        this.policy = policy;
        this.clock = clock;
        this.ids = ids;
    }

    Response create(Call call) {
        JsonNode body = RequestJson.read(call);
        RequestJson.require(ServerSchema.at(call.version()), body);
        require(call, ComputePolicy.SERVERS_CREATE);
        CreateServer.Wanted wanted = ServerBody.wanted(call, body, ids.uuid(), ids.uuid());
        return keys.serve(
                call,
                new Idempotency.Answers<Server>(server -> created(call, server), refusal -> {
                    throw new HttpProblem(refusal instanceof ServerRefusal.NoSuchFlavor ? 400 : 409, refusal.message());
                }),
                receipt -> store.decide(
                        tx -> CreateServer.view(ledger, dedicated, tx, wanted),
                        view -> receipt.on(CreateServer.decide(wanted, view, clock.now()))));
    }

    private static Response created(Call call, Server server) {
        ObjectNode answer = Json.object();
        answer.set("server", ServerCodec.created(call, server));
        return Response.json(202, answer).with("Location", Links.self(call, "/servers/" + server.id()));
    }

    Response list(Call call) {
        return page(call, ComputePolicy.SERVERS_LIST, ComputePolicy.SERVERS_LIST_ALL, "/servers", false);
    }

    Response detail(Call call) {
        return page(call, ComputePolicy.SERVERS_DETAIL, ComputePolicy.SERVERS_DETAIL_ALL, "/servers/detail", true);
    }

    private Response page(Call call, String rule, String ruleForAll, String path, boolean isFull) {
        require(call, rule);
        boolean all = ServerQuery.asksForAllProjects(call);
        if (all) {
            require(call, ruleForAll);
        }
        boolean seesAll = seesAll(call);
        Optional<String> project =
                all ? Optional.empty() : Optional.of(call.caller().projectId().orElse(""));
        ServerSearch search = ServerQuery.parse(
                call,
                project,
                policy.allows(ComputePolicy.SERVERS_ALL_FILTERS, call.caller()),
                policy.allows(ComputePolicy.ALL_PROJECTS, call.caller()));
        List<Server> servers = store.database().read(handle -> {
            Optional<String> lost = search.marker().map(UUID::toString)
                    .filter(marker -> visible(handle, call, marker).isEmpty());
            if (lost.isPresent()) {
                throw ServerQuery.noMarker(lost.get());
            }
            return ServerSearchStore.page(handle, search);
        });
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("servers");
        servers.forEach(server -> array.add(
                isFull ? ServerCodec.full(call, server, seesAll, false) : ServerCodec.brief(call, server)));
        if (!servers.isEmpty() && servers.size() == search.limit()) {
            body.set("servers_links", Links.next(call, path, servers.getLast().id().toString()));
        }
        return Response.json(200, body);
    }

    Response show(Call call) {
        String id = call.parameter("id");
        Server server = store.database()
                .read(handle -> visible(handle, call, id))
                .filter(it -> !it.isDeleted())
                .orElseThrow(() -> problem(new NoSuchServer(id)));
        if (!policy.allows(ComputePolicy.SERVERS_SHOW, call.caller(), target(server))) {
            throw forbidden(ComputePolicy.SERVERS_SHOW);
        }
        ObjectNode body = Json.object();
        body.set("server", ServerCodec.full(call, server, seesAll(call), true));
        return Response.json(200, body);
    }

    Response delete(Call call) {
        DeleteServer.Wanted wanted = new DeleteServer.Wanted(
                call.parameter("id"),
                call.caller().userId(),
                call.caller().projectId().orElse(""),
                call.request().requestId());
        Decision<Server> decision = store.decide(
                tx -> DeleteServer.view(
                        ledger, tx, visible(tx, call, wanted.id()).filter(server -> !server.isDeleted())),
                view -> DeleteServer.decide(
                        wanted,
                        view,
                        server -> policy.allows(ComputePolicy.SERVERS_DELETE, call.caller(), target(server)),
                        clock.now()));
        return decision.fold(
                deleted -> Response.empty(204),
                refusal -> {
                    throw problem(refusal);
                });
    }

    /** A server, deleted or not, of the caller's project, or of any where the caller sees all. */
    private Optional<Server> visible(Handle handle, Call call, String id) {
        return visible(handle, policy, call, id);
    }

    static Optional<Server> visible(Handle handle, Policy policy, Call call, String id) {
        boolean everyones = policy.allows(ComputePolicy.ALL_PROJECTS, call.caller());
        return Ids.read(id)
                .flatMap(uuid -> ServerStore.server(handle, uuid))
                .filter(server -> everyones || call.caller().projectId().equals(Optional.of(server.projectId())));
    }

    static Map<String, String> target(Server server) {
        return Map.of("project_id", server.projectId(), "user_id", server.userId());
    }

    private boolean seesAll(Call call) {
        return policy.allows(ComputePolicy.SERVERS_EXTENDED, call.caller());
    }

    private void require(Call call, String rule) {
        if (!policy.allows(rule, call.caller())) {
            throw forbidden(rule);
        }
    }

    static HttpProblem forbidden(String rule) {
        return problem(new NotAllowed(rule));
    }

    static HttpProblem problem(Refusal refusal) {
        if (refusal instanceof ServerRefusal ours) {
            return switch (ours) {
                case NoSuchServer unknown -> new HttpProblem(404, unknown.message());
                case ServerRefusal.NoSuchFlavor unknown -> new HttpProblem(404, unknown.message());
                case NotAllowed forbidden -> new HttpProblem(403, forbidden.message());
            };
        }
        return new HttpProblem(409, refusal.message());
    }
}

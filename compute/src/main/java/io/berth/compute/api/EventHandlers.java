package io.berth.compute.api;

import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.compute.ComputePolicy;
import io.berth.compute.event.AcceptEvents;
import io.berth.compute.event.ExternalEvent;
import io.berth.compute.event.Verdict;
import io.berth.compute.server.Server;
import io.berth.compute.server.ServerStore;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Policy;
import io.berth.http.Response;
import io.berth.store.Store;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;

/** {@code POST /os-server-external-events}. */
final class EventHandlers {
    private static final int ALL_ACCEPTED = 200;
    private static final int SOME_NOT = 207;

    private final Store store;
    private final Policy policy;
    private final Clock clock;
    private final Ids ids;

    EventHandlers(Store store, Policy policy, Clock clock, Ids ids) {
        this.store = store;
        this.policy = policy;
        this.clock = clock;
        this.ids = ids;
    }

    Response create(Call call) {
        JsonNode body = RequestJson.read(call);
        if (ComputeApi.isLegacy(call.request())) {
            EventCodec.dropUnknownKeys(body);
        }
        RequestJson.require(EventCodec.schema(call.version()), body);
        if (!policy.allows(ComputePolicy.EVENTS_CREATE, call.caller(), Map.of())) {
            throw ServerHandlers.forbidden(ComputePolicy.EVENTS_CREATE);
        }
        List<ExternalEvent> events = EventCodec.events(body);
        AcceptEvents.Asker asker = new AcceptEvents.Asker(
                call.caller().userId(), call.caller().projectId().orElse(""), call.request().requestId());
        List<Verdict> verdicts = store.decide(
                        tx -> servers(tx, events),
                        servers -> AcceptEvents.decide(events, servers, asker, ids, clock.now()))
                .fold(Function.identity(), refusal -> {
                    throw new HttpProblem(409, refusal.message());
                });
        boolean allAccepted = verdicts.stream().allMatch(verdict -> verdict == Verdict.ACCEPTED);
        return Response.json(allAccepted ? ALL_ACCEPTED : SOME_NOT, EventCodec.answer(body, verdicts));
    }

    /** By their literal spelling: a UUID spelled otherwise finds nothing. */
    private static Map<String, Server> servers(Handle tx, List<ExternalEvent> events) {
        List<UUID> named = events.stream()
                .map(ExternalEvent::server)
                .distinct()
                .flatMap(text -> Ids.read(text).stream())
                .toList();
        return ServerStore.servers(tx, named).stream()
                .collect(Collectors.toMap(server -> server.id().toString(), Function.identity()));
    }
}

package io.berth.messages.api;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Policy;
import io.berth.http.Response;
import io.berth.messages.Message;
import io.berth.messages.MessageRefusal;
import io.berth.messages.MessageRefusal.NoSuchMessage;
import io.berth.messages.MessageRefusal.NotAllowed;
import io.berth.messages.MessageSearch.Filter;
import io.berth.messages.MessagesPolicy;
import io.berth.messages.MessagesStore;
import io.berth.messages.RemoveMessage;
import io.berth.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/** List, show and delete. */
final class MessagesHandlers {
    private final Store store;
    private final Policy policy;

    MessagesHandlers(Store store, Policy policy) {
        this.store = store;
        this.policy = policy;
    }

    Response list(Call call) {
        if (!policy.allows(MessagesPolicy.LIST, call.caller())) {
            throw new HttpProblem(403, new NotAllowed(MessagesPolicy.LIST).message());
        }
        ListParameters parameters = ListParameters.parse(call, seesAll(call));
        List<Message> messages = parameters.filters().isEmpty() || parameters.limit() == 0
                ? List.of()
                : store.database().read(handle -> page(handle, call, parameters, parameters.filters().get()));
        boolean paged = call.version().compareTo(VolumeVersions.PAGING) >= 0;
        return Response.json(200, MessagesCodec.page(call, messages, paged && messages.size() >= parameters.limit()));
    }

    private List<Message> page(Handle handle, Call call, ListParameters parameters, List<Filter> filters) {
        Optional<UUID> marker = parameters.marker()
                .map(id -> visible(handle, call, id).orElseThrow(() -> notFound(id)).id());
        return MessagesStore.page(handle, parameters.search(filters, project(call), marker));
    }

    Response show(Call call) {
        String id = call.parameter("id");
        Message message = store.database()
                .read(handle -> visible(handle, call, id))
                .orElseThrow(() -> notFound(id));
        if (!policy.allows(MessagesPolicy.SHOW, call.caller(), target(message))) {
            throw new HttpProblem(403, new NotAllowed(MessagesPolicy.SHOW).message());
        }
        ObjectNode body = Json.object();
        body.set("message", MessagesCodec.message(call, message));
        return Response.json(200, body);
    }

    Response delete(Call call) {
        String id = call.parameter("id");
        Decision<Message> decision = store.decide(
                tx -> visible(tx, call, id),
                view -> RemoveMessage.decide(
                        id, view, message -> policy.allows(MessagesPolicy.DELETE, call.caller(), target(message))));
        return decision.fold(
                deleted -> Response.empty(204),
                refusal -> {
                    throw problem((MessageRefusal) refusal);
                });
    }

    /** The filters that {@code volume message list} may use; other resources have none here. */
    Response resourceFilters(Call call) {
        boolean messages = call.request().parameters().first("resource").map("message"::equals).orElse(true);
        ObjectNode body = Json.object();
        if (messages) {
            ObjectNode entry = body.putArray("resource_filters").addObject().put("resource", "message");
            ListParameters.FILTERS.forEach(entry.putArray("filters")::add);
        } else {
            body.putArray("resource_filters");
        }
        return Response.json(200, body);
    }

    private Optional<Message> visible(Handle handle, Call call, String id) {
        // The word of the collection's detail view, which messages have not.
        if (id.equals("detail")) {
            throw new HttpProblem(404, MessagesCodec.NOT_FOUND);
        }
        return Ids.read(id).flatMap(uuid -> MessagesStore.message(handle, uuid, project(call)));
    }

    /** Whose messages the caller sees: absent where everyone's. */
    private Optional<String> project(Call call) {
        return seesAll(call) ? Optional.empty() : Optional.of(call.caller().projectId().orElse(""));
    }

    private boolean seesAll(Call call) {
        return policy.allows(MessagesPolicy.ALL_PROJECTS, call.caller());
    }

    private static Map<String, String> target(Message message) {
        return Map.of("project_id", message.projectId());
    }

    private static HttpProblem notFound(String id) {
        return problem(new NoSuchMessage(id));
    }

    private static HttpProblem problem(MessageRefusal refusal) {
        return switch (refusal) {
            case NoSuchMessage unknown -> new HttpProblem(404, unknown.message());
            case NotAllowed forbidden -> new HttpProblem(403, forbidden.message());
        };
    }
}

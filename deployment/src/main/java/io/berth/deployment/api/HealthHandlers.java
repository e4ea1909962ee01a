package io.berth.deployment.api;

import io.berth.http.Call;
import io.berth.http.Response;
import io.berth.store.Store;
import java.util.List;

/** {@code health}: the database is all that deployment needs to take a task (contract drydock §4.2, §4.3). Stores nothing. */
final class HealthHandlers {
    private final Store store;

    HealthHandlers(Store store) {
        this.store = store;
    }

    Response brief(Call call) {
        return Response.empty(store.database().isReachable() ? 204 : 503);
    }

    Response extended(Call call) {
        List<String> problems =
                store.database().isReachable() ? List.of() : List.of("Unable to connect to database");
        int code = problems.isEmpty() ? 200 : 503;
        return Response.json(code, StatusCodec.health(problems, code));
    }
}

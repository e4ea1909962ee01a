package io.berth.hardware.sim.bmc;

import io.berth.hardware.sim.web.WebRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The last calls of a controller, oldest first. */
final class BmcCalls {

    /** Older calls are forgotten. */
    static final int CALLS_MAX = 1000;

    private static final List<String> KEPT_HEADERS = List.of("Accept", "X-Auth-Token", "OData-Version", "Content-Type");

    private final Deque<BmcCall> calls = new ArrayDeque<>();

    synchronized void record(WebRequest request, int status) {
        if (calls.size() == CALLS_MAX) {
            calls.removeFirst();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : KEPT_HEADERS) {
            String value = request.header(name.toLowerCase(Locale.ROOT));
            if (!value.isEmpty()) {
                headers.put(name, name.equals("X-Auth-Token") ? "<session>" : value);
            }
        }
        String body = request.body().replaceAll("\"Password\"\\s*:\\s*\"(?:\\\\.|[^\"\\\\])*\"", "\"Password\":\"***\"");
        calls.addLast(new BmcCall(request.method(), request.path(), Map.copyOf(headers), body, status));
    }

    synchronized List<BmcCall> all() {
        return List.copyOf(calls);
    }
}

package io.berth.placement.wire;

import io.berth.http.Call;
import io.berth.http.Policy;
import io.berth.http.Query;
import io.berth.http.Response;
import java.util.Map;
import java.util.Optional;

/** Lets a request through the gates of its line, in their order, and serves it. */
public final class Gates {
    private static final String JSON = "application/json";

    private final Policy policy;

    public Gates(Policy policy) {
        this.policy = policy;
    }

    /**
     * Serves the call.
     *
     * @throws PlacementProblem at the first gate that stays closed
     */
    public Response pass(Line line, Call call) {
        for (Gate gate : line.gates()) {
            switch (gate) {
                case VERSION -> check(call.version().minor() >= line.since(), 404, "");
                case VERSION_OR_405 -> check(call.version().minor() >= line.since(), 405, "");
                case ACCEPT ->
                    check(AcceptHeader.of(call.request()).admitsJson(), 406, "Only application/json is provided");
                case CONTENT_TYPE -> checkContentType(call);
                case CONTENT_TYPE_BELOW_7 -> {
                    if (call.version().minor() < 7) {
                        checkContentType(call);
                    }
                }
                case POLICY -> checkPolicy(line.rule(), call);
            }
        }
        return line.handler().handle(call);
    }

    private static void check(boolean isOpen, int status, String message) {
        if (!isOpen) {
            throw PlacementProblem.of(status, message);
        }
    }

    /** Neither case nor parameters matter: media types are compared without case (RFC 9110 §8.3.1), unlike placement does. */
    private static void checkContentType(Call call) {
        String type = call.request()
                .headers()
                .first("Content-Type")
                .map(header -> header.split(";", 2)[0].strip())
                .filter(header -> !header.isEmpty())
                .orElse("None");
        check(type.equalsIgnoreCase(JSON), 415, "The media type " + type + " is not supported, use " + JSON);
    }

    /** The target is the project that a query asks about, for the usages of a project; otherwise the caller's own. */
    private void checkPolicy(String rule, Call call) {
        Optional<String> project = rule.equals("placement:usages")
                ? queryOf(call).last("project_id")
                : call.caller().projectId();
        Map<String, String> target =
                Map.of("project_id", project.orElse(""), "user_id", call.caller().userId());
        if (call.caller().isSystemScoped() || call.caller().domainId().isPresent()) {
            // All rules are about projects, whatever they grant; the real one says no more than this.
            throw PlacementProblem.outside(403, rule);
        }
        if (!policy.allows(rule, call.caller(), target)) {
            throw PlacementProblem.outside(403, "Policy does not allow " + rule + " to be performed.");
        }
    }

    private static Query queryOf(Call call) {
        return Queries.read(call);
    }
}

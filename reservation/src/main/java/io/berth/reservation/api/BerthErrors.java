package io.berth.reservation.api;

import io.berth.base.Refusal;
import io.berth.http.Response;
import java.util.Map;

/** The error body of {@code /berth/v1} where an operation refuses: with the code that never changes. */
public final class BerthErrors {
    private BerthErrors() {}

    public static Response of(int status, Refusal refusal) {
        return Response.json(status, Map.of("error", Map.of(
                "code", status, "reason", refusal.code(), "message", refusal.message())));
    }
}

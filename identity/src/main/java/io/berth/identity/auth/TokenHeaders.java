package io.berth.identity.auth;

import java.util.Optional;

import io.berth.http.Request;

/** The headers that carry tokens (contract keystone §1); blanks around a token do not belong to it. */
final class TokenHeaders {
    private TokenHeaders() {}

    static Optional<String> userToken(Request request) {
        return token(request, "X-Auth-Token").or(() -> token(request, "X-Storage-Token"));
    }

    static Optional<String> serviceToken(Request request) {
        return token(request, "X-Service-Token");
    }

    private static Optional<String> token(Request request, String header) {
        return request.headers().first(header).map(String::strip).filter(text -> !text.isEmpty());
    }
}

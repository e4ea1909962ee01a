package io.berth.server.cli.remote;

import io.berth.http.HttpProblem;
import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** That Berth answered with an error. The message is the API's own. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int TEXT_MAX = 2_000;

    /** Statuses from here on are not the asker's fault (RFC 9110 §15.6). */
    private static final int SERVERS_OWN = 500;

    private final int status;
    private final transient JsonNode body;

    private Refused(int status, String message, JsonNode body) {
        super(message);
        this.status = status;
        this.body = body;
    }

    static Refused of(String question, int status, byte[] answer) {
        JsonNode body;
        try {
            body = Json.read(answer);
        } catch (HttpProblem notJson) {
            String text = new String(answer, StandardCharsets.UTF_8);
            body = StringNode.valueOf(text.substring(0, Math.min(text.length(), TEXT_MAX)));
        }
        String words = words(body);
        return new Refused(status, (words.isBlank() ? question + " was answered" : words) + " (" + status + ")", body);
    }

    /** Each of the services that Berth speaks for puts its words elsewhere. */
    private static String words(JsonNode body) {
        if (body.isString()) {
            return body.asString();
        }
        for (String pointer : new String[] {"/error/message", "/error_message", "/errors/0/detail", "/message"}) {
            if (body.at(pointer).isString()) {
                return body.at(pointer).asString().strip();
            }
        }
        // Nova's faults: {"badRequest": {"message": …}}
        return body.valueStream()
                .filter(it -> it.path("message").isString())
                .map(it -> it.path("message").asString())
                .findFirst()
                .orElse(body.toString());
    }

    public int status() {
        return status;
    }

    /** Whether it is Berth's own failure, such as a database that is away, and says nothing of what was asked. */
    public boolean isForNow() {
        return status >= SERVERS_OWN;
    }

    /** The same, in clearer words. */
    public Refused saying(String message) {
        return new Refused(status, message, body);
    }

    /** The whole answer. */
    public JsonNode body() {
        return body;
    }
}

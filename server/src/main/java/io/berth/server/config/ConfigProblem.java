package io.berth.server.config;

/** The configuration cannot be used; the message says which key, why, and what would do. */
public final class ConfigProblem extends RuntimeException {
    public ConfigProblem(String message) {
        super(message, null, false, false);
    }
}

package io.berth.compute.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an external event that its host has taken does to a server (contract nova-external-events §6). */
public final class HandleEvent {
    static final String PLUGGING_FAILED = "Virtual Interface creation failed";

    private HandleEvent() {}

    /** @param tag absent where none was sent */
    public record Event(String name, String status, Optional<String> tag) {}

    /** The server afterwards: the same where the event means nothing to it. */
    public static Server decide(Server server, Event event, Instant now) {
        if (server.isDeleted()) {
            return server;
        }
        return switch (event.name()) {
            case "network-vif-plugged" -> plugged(server, event, now);
            case "power-update" -> powered(server, event.tag().orElse(""), now);
            default -> server;
        };
    }

    /** Any status but {@code completed} is a failure for whoever waits. */
    private static Server plugged(Server server, Event event, Instant now) {
        Optional<String> awaited = event.tag().filter(server.awaited()::contains).or(() -> server.awaited().stream()
                .filter(each -> each.startsWith(Server.ANY_PORT_OF))
                .findFirst());
        if (awaited.isEmpty()) {
            return server;
        }
        if (!event.status().equals("completed")) {
            return server.failed(PLUGGING_FAILED, now);
        }
        List<String> rest = new ArrayList<>(server.awaited());
        rest.remove(awaited.get());
        return server.with(rest.isEmpty() ? ServerState.ACTIVE : server.state(), rest, now);
    }

    /** Only what is off is switched on, and only what runs is switched off. */
    private static Server powered(Server server, String tag, Instant now) {
        if (tag.equals("POWER_ON") && server.state().equals(ServerState.STOPPED)) {
            return server.with(ServerState.ACTIVE, List.of(), now);
        }
        if (tag.equals("POWER_OFF") && server.state().equals(ServerState.ACTIVE)) {
            return server.with(ServerState.STOPPED, List.of(), now);
        }
        return server;
    }
}

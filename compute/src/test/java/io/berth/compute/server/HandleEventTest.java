package io.berth.compute.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandleEventTest {
    @ParameterizedTest(name = "{0} waiting for {1}: {2} {3} {4} -> {5} waiting for {6}")
    @CsvSource(nullValues = "-", textBlock = """
            building, p1 p2,       network-vif-plugged, completed,   p1,        building, p2
            building, p1,          network-vif-plugged, completed,   p1,        active,   -
            building, p1,          network-vif-plugged, completed,   p9,        building, p1
            building, p1,          network-vif-plugged, completed,   -,         building, p1
            building, p1 p1,       network-vif-plugged, completed,   p1,        building, p1
            building, network:n,   network-vif-plugged, completed,   p9,        active,   -
            building, p1 network:n, network-vif-plugged, completed,  p1,        building, network:n
            building, p1,          network-vif-plugged, failed,      p1,        error,    -
            building, p1,          network-vif-plugged, in-progress, p1,        error,    -
            building, p1,          network-vif-plugged, failed,      p9,        building, p1
            building, p1,          network-vif-unplugged, completed, p1,        building, p1
            active,   -,           network-vif-plugged, failed,      p1,        active,   -
            active,   -,           power-update,        completed,   POWER_OFF, stopped,  -
            stopped,  -,           power-update,        completed,   POWER_ON,  active,   -
            stopped,  -,           power-update,        completed,   POWER_OFF, stopped,  -
            building, p1,          power-update,        completed,   POWER_OFF, building, p1
            active,   -,           volume-extended,     completed,   v1,        active,   -
            """)
    void anEventDoesWhatTheServerWaitsFor(
            String before, String awaited, String name, String status, String tag, String after, String still) {
        ServerState state = switch (before) {
            case "active" -> ServerState.ACTIVE;
            case "stopped" -> ServerState.STOPPED;
            default -> ServerState.SPAWNING;
        };
        Server server = Servers.server(new UUID(0, 7), state, true, words(awaited));
        Server moved = HandleEvent.decide(
                server, new HandleEvent.Event(name, status, Optional.ofNullable(tag)), Servers.NOW.plusSeconds(9));
        assertThat(moved.state().vmState()).isEqualTo(after);
        assertThat(moved.awaited()).containsExactly(words(still));
        assertThat(moved.fault().isPresent()).isEqualTo(after.equals("error"));
        assertThat(moved.times().launched().isPresent()).isEqualTo(after.equals("active") && !before.equals("active"));
    }

    private static String[] words(String text) {
        return text == null ? new String[0] : Arrays.stream(text.split(" ")).toArray(String[]::new);
    }

    @Test
    void nothingHappensToADeletedServer() {
        Server deleted = Servers.server(new UUID(0, 7), ServerState.ACTIVE, true).deleted(Servers.NOW);
        assertThat(HandleEvent.decide(deleted, new HandleEvent.Event("power-update", "completed", Optional.of("POWER_OFF")), Servers.NOW))
                .isEqualTo(deleted);
    }
}

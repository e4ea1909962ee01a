package io.berth.compute.server;

import io.berth.compute.flavor.Flavor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Servers to decide on. */
public final class Servers {
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    public static final UUID HOST = new UUID(0, 1);

    private Servers() {}

    public static Server server(UUID id, ServerState state, boolean isHosted, String... awaited) {
        return new Server(
                id,
                "project",
                "user",
                "s1",
                Flavor.common("1", "m1.tiny", 1, 512, 1, false),
                Optional.empty(),
                new ServerAttributes(Optional.empty(), Map.of(), List.of(), Optional.empty(), Optional.empty(), false,
                        List.of("default"), "s1", "{}"),
                isHosted ? Optional.of(new Server.Host(HOST, "n1")) : Optional.empty(),
                Optional.empty(),
                state,
                List.of(awaited),
                Optional.empty(),
                new Server.Times(NOW, NOW, Optional.empty(), Optional.empty()),
                1,
                0);
    }
}

package io.berth.server.cli.remote;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The key by which something is made once, however often it is asked for. */
public final class OnceOption {
    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = {
                "Do it only once: if you do not know whether it was done, repeat it with the same key, and get the first answer.",
                "1 to 255 printable ASCII characters; remembered for 24 hours."
            })
    private Optional<String> key = Optional.empty();

    /** What goes with the request. */
    public Map<String, String> headers() {
        return key.map(it -> Map.of("Idempotency-Key", it)).orElse(Map.of());
    }
}

package io.berth.deployment.boot;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A node's present deployment.
 *
 * @param task the per-node step that deploys
 * @param bootMac canonical, where the design tells it
 * @param image what is installed, and {@code kernel} and {@code kernelParameters} what starts it
 * @param netbootedAt when the node fetched its boot script first
 * @param phonedHomeAt when it told that it is installed, or that this failed
 * @param installError why it failed
 */
public record BootContext(
        String nodeName,
        UUID task,
        BootKey key,
        String designRef,
        Optional<String> bootMac,
        String image,
        String kernel,
        String kernelParameters,
        Instant createdAt,
        Optional<Instant> netbootedAt,
        Optional<Instant> phonedHomeAt,
        Optional<String> installError) {}

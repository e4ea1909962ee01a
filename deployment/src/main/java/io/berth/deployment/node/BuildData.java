package io.berth.deployment.node;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that was found out about a node (seed Drydock, contract drydock §15).
 *
 * @param generator who found it out: {@code redfish}, {@code lshw}, {@code deploy:install}
 * @param format MIME type of {@code element}
 */
public record BuildData(String nodeName, UUID task, String generator, String format, String element, Instant collectedAt) {}

package io.berth.compute.event;

import java.util.Optional;

/**
 * What another service says about a server.
 *
 * @param server as sent: only the canonical spelling of a UUID finds a server
 * @param status {@code completed}, {@code failed} or {@code in-progress}
 */
public record ExternalEvent(EventName name, String server, String status, Optional<String> tag) {}

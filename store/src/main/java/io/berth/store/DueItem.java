package io.berth.store;

import java.time.Instant;

/**
 * A piece of due work that was taken.
 *
 * @param attempts how often it was tried before and failed
 */
public record DueItem(String kind, String key, Instant dueAt, int attempts) {}

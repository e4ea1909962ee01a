package io.berth.base;

/** One thing wrong with an input and where: {@code reservations[0].min}, "must be at least 1". */
public record Fault(String path, String message) {}

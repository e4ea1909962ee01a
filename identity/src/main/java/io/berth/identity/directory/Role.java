package io.berth.identity.directory;

/** A name for rights; what it allows is said by the policy rules alone. */
public record Role(String id, String name) {}

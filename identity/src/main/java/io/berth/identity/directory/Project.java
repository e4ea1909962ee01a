package io.berth.identity.directory;

/** What owns leases, servers and messages. */
public record Project(String id, String domainId, String name, String description, boolean isEnabled) {}

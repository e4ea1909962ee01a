package io.berth.identity.catalog;

/** Where a service is reached: one for each interface ({@code public}, {@code internal}, {@code admin}). */
public record Endpoint(String id, String interfaceName, String serviceId, String url) {}

package io.berth.reservation.lease;

/** For whom a lease is created, and by which request. */
public record Owner(String projectId, String userId, String requestId) {}

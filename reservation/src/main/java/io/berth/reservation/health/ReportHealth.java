package io.berth.reservation.health;

/** Somebody says that a host failed or is well. @param hostId its number or its name */
public record ReportHealth(String hostId, HealthStatus status, String reason, String source) {}

package io.berth.reservation.host;

import java.util.UUID;

/**
 * A machine as the ledger knows it, before it is enrolled.
 *
 * @param id the uuid of its root resource provider, and so of the host it becomes
 * @param cpuInfo JSON text: the dashboard parses it
 */
public record Machine(UUID id, String name, long vcpus, long memoryMb, long localGb, String cpuInfo) {}

package io.berth.compute.server;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which servers to list, youngest first.
 *
 * @param project whose; absent for everyone's
 * @param nameContains a part of the name
 * @param changedSince those changed since, deleted ones too
 * @param deleted only deleted ones, or only others
 * @param marker the server after which the page begins
 */
public record ServerSearch(
        Optional<String> project,
        Optional<String> nameContains,
        Optional<String> vmState,
        Optional<String> hostName,
        Optional<String> flavor,
        Optional<String> image,
        Optional<String> user,
        Optional<Instant> changedSince,
        boolean deleted,
        Optional<UUID> marker,
        int limit) {}

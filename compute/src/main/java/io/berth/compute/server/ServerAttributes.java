package io.berth.compute.server;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the owner said of a server and gets back unchanged.
 *
 * @param schedulerHints as JSON, as sent
 */
public record ServerAttributes(
        Optional<String> description,
        Map<String, String> metadata,
        List<String> tags,
        Optional<String> keyName,
        Optional<String> userData,
        boolean hasConfigDrive,
        List<String> securityGroups,
        String hostname,
        String schedulerHints) {
    public ServerAttributes {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        tags = List.copyOf(tags);
        securityGroups = List.copyOf(securityGroups);
    }
}

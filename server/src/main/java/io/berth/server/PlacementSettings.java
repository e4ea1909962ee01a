package io.berth.server;

import io.berth.placement.allocation.IncompleteConsumer;
import io.berth.placement.api.PlacementOptions;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import io.berth.server.config.ConfigProblem;

/** How placement serves, as the operator has it. */
final class PlacementSettings {
    private PlacementSettings() {}

    /** @throws ConfigProblem where a value is none */
    static PlacementOptions of(BerthConfig config) {
        return new PlacementOptions(
                CandidateSettings.of(config),
                new IncompleteConsumer(id(config, ConfigKey.INCOMPLETE_PROJECT), id(config, ConfigKey.INCOMPLETE_USER)));
    }

    static String id(BerthConfig config, ConfigKey key) {
        String id = config.text(key);
        if (id.isEmpty() || id.length() > IncompleteConsumer.ID_LENGTH_MAX) {
            throw new ConfigProblem(key.key() + " must have 1 to " + IncompleteConsumer.ID_LENGTH_MAX + " characters");
        }
        return id;
    }
}

package io.berth.placement.candidate.search;

import io.berth.placement.index.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a candidate takes of one provider: amounts by resource class, those of several groups added up. */
public record Share(Node provider, Map<String, Long> resources) {
    public Share {
        resources = Collections.unmodifiableMap(resources);
    }

    static final class Sum {
        private final Node provider;
        private final Map<String, Long> resources = new LinkedHashMap<>();

        Sum(Node provider) {
            this.provider = provider;
        }

        void add(String resourceClass, long amount) {
            resources.merge(resourceClass, amount, Long::sum);
        }

        Share share() {
            return new Share(provider, resources);
        }
    }
}

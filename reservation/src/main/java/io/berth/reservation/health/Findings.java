package io.berth.reservation.health;

import io.berth.reservation.health.HealthProbe.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What all who looked at the hosts in one round found, put together: a host has failed where one of them says so. It is well again where
 * the one says so that found it failed, and none says otherwise. Pure.
 */
final class Findings {
    /** So many hosts must be looked at for a silence of most of them to be thought the network's fault. */
    static final int CROWD_MIN = 3;

    private final Map<UUID, HostHealth> known;
    private final List<Look> looks;

    /** @param looks in the order in which they count */
    Findings(Map<UUID, HostHealth> known, List<Look> looks) {
        this.known = known;
        this.looks = looks.stream().map(this::credible).toList();
    }

    /** What one source found. @param isDoubted whether it was not believed that so many fell silent */
    record Look(String source, Map<UUID, Finding> found, boolean isDoubted) {
        Look(String source, Map<UUID, Finding> found) {
            this(source, found, false);
        }
    }

    /** @param source who found it */
    record Found(Finding finding, String source) {}

    /** Where more than half of the hosts that were well fall silent at once, nothing is said of these. */
    private Look credible(Look look) {
        Map<UUID, Finding> ofWell = new HashMap<>(look.found());
        ofWell.keySet().removeIf(host -> status(host) == HealthStatus.FAILED);
        long silent = ofWell.values().stream().filter(Finding::isSilence).count();
        if (ofWell.size() < CROWD_MIN || silent * 2 <= ofWell.size()) {
            return look;
        }
        Map<UUID, Finding> believed = new HashMap<>(look.found());
        believed.keySet().removeIf(host -> ofWell.containsKey(host) && Objects.requireNonNull(ofWell.get(host)).isSilence());
        return new Look(look.source(), Map.copyOf(believed), true);
    }

    private HealthStatus status(UUID host) {
        HostHealth health = known.get(host);
        return health == null ? HealthStatus.HEALTHY : health.status();
    }

    /** Those whose findings were not believed. */
    List<String> doubted() {
        return looks.stream().filter(Look::isDoubted).map(Look::source).toList();
    }

    /** Absent where nobody can say anything of the host. */
    Optional<Found> of(UUID host) {
        List<Found> all = looks.stream()
                .flatMap(look -> Optional.ofNullable(look.found().get(host)).stream()
                        .map(finding -> new Found(finding, look.source())))
                .toList();
        HostHealth health = known.get(host);
        return all.stream()
                .filter(found -> found.finding().status() == HealthStatus.FAILED)
                .findFirst()
                .or(() -> all.stream()
                        .filter(found -> health == null
                                || health.status() == HealthStatus.HEALTHY
                                || health.source().equals(found.source()))
                        .findFirst());
    }
}

package io.berth.server;

import io.berth.reservation.enforcement.Enforcement;
import io.berth.reservation.enforcement.MaxLeaseDuration;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the configuration forbids leases. */
final class EnforcementWiring {
    private EnforcementWiring() {}

    /** @param builtinIdentity where tokens come from, unless a Keystone is configured */
    static Enforcement of(BerthConfig config, Supplier<String> builtinIdentity) {
        Enforcement enforcement = Enforcement.none();
        int maxSeconds = config.number(ConfigKey.MAX_LEASE_SECONDS);
        if (maxSeconds > 0) {
            enforcement = enforcement.with(new MaxLeaseDuration(
                    Duration.ofSeconds(maxSeconds),
                    Arrays.stream(config.text(ConfigKey.MAX_LEASE_EXEMPT_PROJECTS).split(","))
                            .map(String::strip)
                            .filter(Predicate.not(String::isEmpty))
                            .collect(Collectors.toSet())));
        }
        Optional<URI> service = config.url(ConfigKey.EXTERNAL_CHECK_URL);
        if (service.isEmpty()) {
            return enforcement;
        }
        Supplier<String> identity = config.given(ConfigKey.KEYSTONE_URL)
                .<Supplier<String>>map(keystone -> () -> keystone)
                .orElse(builtinIdentity);
        return enforcement.with(service.get(), config.given(ConfigKey.EXTERNAL_CHECK_TOKEN), identity);
    }
}

package io.berth.server;

import io.berth.reservation.enforcement.Enforcement;
import io.berth.reservation.enforcement.MaxLeaseDuration;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import io.berth.server.config.ConfigProblem;
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
        Optional<URI> service = config.given(ConfigKey.EXTERNAL_CHECK_URL).map(EnforcementWiring::url);
        if (service.isEmpty()) {
            return enforcement;
        }
        Supplier<String> identity = config.given(ConfigKey.KEYSTONE_URL)
                .<Supplier<String>>map(keystone -> () -> keystone)
                .orElse(builtinIdentity);
        return enforcement.with(service.get(), config.given(ConfigKey.EXTERNAL_CHECK_TOKEN), identity);
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            if (url.isAbsolute() && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException noUrl) {
            // told below
        }
        throw new ConfigProblem("reservation.external_check_url must be a URL, as in http://policy:8000/leases/, not '" + text + "'");
    }
}

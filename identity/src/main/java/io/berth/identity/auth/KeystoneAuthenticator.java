package io.berth.identity.auth;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.berth.base.Clock;
import io.berth.base.LogPace;
import io.berth.http.Authenticator;
import io.berth.http.Request;
import io.berth.identity.token.TokenHash;

/**
 * Knows callers by the tokens of an external Keystone, as keystonemiddleware does (contract keystone §2): a valid token
 * is believed for a while, and its end is checked at every use; an invalid one is asked about again each time; where
 * Keystone cannot say, the caller is neither let in nor turned away. Tokens with access rules are turned away: Berth does
 * not check those rules.
 */
public final class KeystoneAuthenticator implements Authenticator {
    /** How many valid tokens are remembered. */
    public static final int CACHED_MAX = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(KeystoneAuthenticator.class);

    private final KeystoneOptions options;
    private final KeystoneClient keystone;
    private final Clock clock;
    private final Cache<TokenHash, KeystoneClient.Answer.Valid> cache;
    private final LogPace pace;

    /** @param clock the world's time, which Keystone's tokens are measured by, never a moved one */
    public KeystoneAuthenticator(KeystoneOptions options, Clock clock) {
        this(options, clock, System::nanoTime);
    }

    /** @param nanos a time that only goes forward, for the log */
    KeystoneAuthenticator(KeystoneOptions options, Clock clock, LongSupplier nanos) {
        this.options = options;
        this.keystone = new KeystoneClient(options);
        this.clock = clock;
        this.pace = new LogPace(nanos);
        this.cache = Caffeine.newBuilder()
                .expireAfterWrite(options.cacheTime())
                .maximumSize(CACHED_MAX)
                .build();
    }

    @Override
    public Outcome authenticate(Request request) {
        Optional<String> serviceToken = TokenHeaders.serviceToken(request);
        if (serviceToken.isPresent()) {
            Outcome service = outcome(serviceToken.get(), false);
            boolean isService = service instanceof Outcome.Known known
                    && known.caller().hasRole(BuiltinAuthenticator.SERVICE_ROLE);
            if (!isService) {
                return service instanceof Outcome.Unavailable ? service : new Outcome.Unknown();
            }
        }
        return TokenHeaders.userToken(request)
                .map(token -> outcome(token, serviceToken.isPresent()))
                .orElseGet(Outcome.Unknown::new);
    }

    @Override
    public Optional<Outcome> known(Request request) {
        Optional<String> serviceToken = TokenHeaders.serviceToken(request);
        boolean isServiceDoubtful = serviceToken.isPresent()
                && serviceToken
                        .flatMap(token -> believed(token, false))
                        .filter(service -> service.caller().hasRole(BuiltinAuthenticator.SERVICE_ROLE))
                        .isEmpty();
        return TokenHeaders.userToken(request)
                .filter(token -> !isServiceDoubtful)
                .flatMap(token -> believed(token, serviceToken.isPresent()))
                .map(valid -> new Outcome.Known(valid.caller()));
    }

    /** What Keystone lately said of a token that is still good. */
    private Optional<KeystoneClient.Answer.Valid> believed(String token, boolean allowExpired) {
        return Optional.ofNullable(cache.getIfPresent(TokenHash.of(token)))
                .filter(valid -> isGood(valid, allowExpired));
    }

    private boolean isGood(KeystoneClient.Answer.Valid valid, boolean allowExpired) {
        return !valid.hasAccessRules() && (allowExpired || clock.now().isBefore(valid.expiresAt()));
    }

    private Outcome outcome(String token, boolean allowExpired) {
        TokenHash hash = TokenHash.of(token);
        Optional<KeystoneClient.Answer.Valid> cached = Optional.ofNullable(cache.getIfPresent(hash));
        KeystoneClient.Answer answer =
                cached.isPresent() ? cached.get() : keystone.validate(token, allowExpired);
        return switch (answer) {
            case KeystoneClient.Answer.Valid valid -> {
                if (!isGood(valid, allowExpired)) {
                    yield new Outcome.Unknown();
                }
                cache.asMap().putIfAbsent(hash, valid);
                yield new Outcome.Known(valid.caller());
            }
            case KeystoneClient.Answer.Invalid() -> new Outcome.Unknown();
            case KeystoneClient.Answer.Trouble(String reason) -> {
                tell(reason);
                yield new Outcome.Unavailable();
            }
        };
    }

    private void tell(String reason) {
        OptionalLong untold = pace.untold();
        if (untold.isEmpty()) {
            LOG.debug("a token could not be validated: {}", reason);
        } else if (untold.getAsLong() == 0) {
            LOG.warn("a token could not be validated: {}", reason);
        } else {
            LOG.warn("a token could not be validated: {} (and {} before it)", reason, untold.getAsLong());
        }
    }

    @Override
    public String challenge(Request request) {
        return "Keystone uri=\"" + options.publicUrl().orElse(options.version3()) + "\"";
    }
}

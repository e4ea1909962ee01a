package io.berth.identity.auth;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The Keystone that knows Berth's callers, and Berth's own account there (contract keystone §3).
 *
 * @param authUrl with or without {@code /v3}
 * @param project of the account, on which it needs the role {@code service} or {@code admin}
 * @param domain of both the account and its project, by name
 * @param publicUrl what clients are told to ask for a token ({@code www_authenticate_uri}); where absent, {@code authUrl}
 * @param cacheTime how long a validated token is believed ({@code token_cache_time}): as long as a revocation may go unnoticed
 * @param timeout of one request to Keystone
 */
public record KeystoneOptions(
        URI authUrl,
        String user,
        String password,
        String project,
        String domain,
        Optional<URI> publicUrl,
        Duration cacheTime,
        Duration timeout) {
    /** {@code token_cache_time} (contract keystone §2). */
    public static final Duration CACHE_TIME = Duration.ofSeconds(300);

    /** Ours: longer than Keystone takes, shorter than a client waits. */
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    public static KeystoneOptions of(URI authUrl, String user, String password) {
        return new KeystoneOptions(
                authUrl, user, password, "service", "Default", Optional.empty(), CACHE_TIME, TIMEOUT);
    }

    public KeystoneOptions withCacheTime(Duration time) {
        return new KeystoneOptions(authUrl, user, password, project, domain, publicUrl, time, timeout);
    }

    /** The address of version 3, without a slash at its end. */
    URI version3() {
        String url = authUrl.toString().replaceFirst("/+$", "");
        return URI.create(url.endsWith("/v3") ? url : url + "/v3");
    }

    @Override
    public String toString() {
        return "KeystoneOptions[" + authUrl + ", " + user + "]";
    }
}

package io.berth.server.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What an operator has set, over the defaults. Immutable; a key that is unknown or has an unusable value stops the start
 * with a {@link ConfigProblem}.
 *
 * @param fake whether the site is simulated: fake machines and a clock that can be moved
 * @param clockStart where that clock begins; null where an earlier start left it
 */
public record BerthConfig(Map<ConfigKey, String> set, boolean fake, @Nullable Instant clockStart) {
    private static final int PORT_MAX = 65_535;

    public BerthConfig {
        set = Map.copyOf(set);
    }

    /** How callers are told apart. */
    public enum Auth {
        BUILTIN,
        KEYSTONE,
        NOAUTH
    }

    /** An address to listen on. */
    public record Listen(String host, int port) {}

    public static BerthConfig defaults() {
        return new BerthConfig(Map.of(), false, null);
    }

    /** The defaults, overridden by a YAML file. */
    public static BerthConfig read(Path file) {
        try {
            Object document = TextYaml.load(Files.readString(file));
            Map<ConfigKey, String> values = new EnumMap<>(ConfigKey.class);
            if (document != null) {
                collect(document, "", file, values);
            }
            return new BerthConfig(values, false, null);
        } catch (IOException unreadable) {
            throw new ConfigProblem("the configuration " + file + " cannot be read: " + Unreadable.why(unreadable));
        } catch (YAMLException broken) {
            throw new ConfigProblem("the configuration " + file + " is not YAML: " + broken.getMessage());
        }
    }

    private static void collect(Object node, String path, Path file, Map<ConfigKey, String> values) {
        if (node instanceof Map<?, ?> level) {
            level.forEach((key, value) -> collect(value, path.isEmpty() ? "" + key : path + "." + key, file, values));
            return;
        }
        ConfigKey key = ConfigKey.named(path)
                .orElseThrow(() -> new ConfigProblem("unknown key " + path + " in " + file + ". Did you mean "
                        + ConfigKey.nearest(path).key() + "?"));
        values.put(key, String.valueOf(node));
    }

    public BerthConfig with(ConfigKey key, String value) {
        Map<ConfigKey, String> more = new EnumMap<>(ConfigKey.class);
        more.putAll(set);
        more.put(key, value);
        return new BerthConfig(more, fake, clockStart);
    }

    /** The same, where the option was given. */
    public BerthConfig with(ConfigKey key, Optional<String> value) {
        return value.map(given -> with(key, given)).orElse(this);
    }

    public BerthConfig withFake(boolean isFake) {
        return new BerthConfig(set, isFake, clockStart);
    }

    /** The same, with a simulated clock that begins there. */
    public BerthConfig withClockStart(Instant start) {
        return new BerthConfig(set, fake, start);
    }

    public String text(ConfigKey key) {
        return set.getOrDefault(key, key.standard());
    }

    /** The value; absent where it is empty. */
    public Optional<String> given(ConfigKey key) {
        return Optional.of(text(key)).filter(value -> !value.isEmpty());
    }

    /** The URL; absent where it is empty. */
    public Optional<URI> url(ConfigKey key) {
        return given(key).map(text -> {
            try {
                URI url = URI.create(text);
                if (List.of("http", "https").contains(String.valueOf(url.getScheme())) && url.getHost() != null) {
                    return url;
                }
            } catch (IllegalArgumentException noUrl) {
                // told below
            }
            throw new ConfigProblem(key.key() + " must be a URL, as in http://service:8000/leases/, not '" + text + "'");
        });
    }

    public int number(ConfigKey key) {
        try {
            int value = Integer.parseInt(text(key));
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new ConfigProblem(key.key() + " must be a whole number from 0 up, not '" + text(key) + "'");
    }

    /** How many; at least one. */
    public int count(ConfigKey key) {
        int value = number(key);
        if (value == 0) {
            throw new ConfigProblem(key.key() + " must be at least 1");
        }
        return value;
    }

    public boolean flag(ConfigKey key) {
        return switch (text(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigProblem(key.key() + " must be true or false, not '" + text(key) + "'");
        };
    }

    /** One of the words that the key may be. */
    public String word(ConfigKey key, String... words) {
        String value = text(key);
        if (!List.of(words).contains(value)) {
            throw new ConfigProblem(key.key() + " must be " + String.join(" or ", words) + ", not '" + value + "'");
        }
        return value;
    }

    public Auth auth() {
        return switch (text(ConfigKey.AUTH)) {
            case "builtin" -> Auth.BUILTIN;
            case "keystone" -> Auth.KEYSTONE;
            case "noauth" -> Auth.NOAUTH;
            default ->
                throw new ConfigProblem("auth must be builtin, keystone or noauth, not '" + text(ConfigKey.AUTH) + "'");
        };
    }

    /** The external PostgreSQL; absent where Berth keeps one of its own. */
    public Optional<String> databaseUrl() {
        Optional<String> url = given(ConfigKey.DATABASE_URL);
        url.flatMap(DatabaseUrl::fault).ifPresent(why -> {
            throw new ConfigProblem(ConfigKey.DATABASE_URL.key() + " (--database) " + why);
        });
        return url;
    }

    /** Where tokens come from, with {@link Auth#KEYSTONE}. */
    public URI keystoneUrl() {
        return url(ConfigKey.KEYSTONE_URL)
                .orElseThrow(() -> new ConfigProblem("auth keystone needs keystone.url, as in http://keystone:5000/v3"));
    }

    public Listen listen() {
        String value = text(ConfigKey.LISTEN);
        int colon = value.lastIndexOf(':');
        try {
            int port = Integer.parseInt(value.substring(colon + 1));
            if (colon > 0 && port >= 0 && port <= PORT_MAX) {
                return new Listen(value.substring(0, colon), port);
            }
        } catch (NumberFormatException notAPort) {
            // told below
        }
        throw new ConfigProblem("listen must be HOST:PORT, as in 127.0.0.1:8770, not '" + value + "'");
    }
}

package io.berth.server.cli;

import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that decide how a server runs; each one sets a key of the configuration. */
final class ServerOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "A YAML file of settings; the options here win over it.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "Where to serve. Default: 127.0.0.1:8770; port 0 takes any free one.")
    private Optional<String> listen = Optional.empty();

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the embedded PostgreSQL keeps its files. Default: berth-data.")
    private Optional<String> dataDir = Optional.empty();

    @Option(names = "--database", paramLabel = "URL", description = "An external PostgreSQL, 15 or newer, in place of the embedded one: jdbc:postgresql://host/name?user=…&password=…")
    private Optional<String> database = Optional.empty();

    @Option(names = "--auth", paramLabel = "MODE", description = "builtin (default), keystone, or noauth, which believes every token.")
    private Optional<String> auth = Optional.empty();

    BerthConfig config() {
        return file.map(BerthConfig::read)
                .orElseGet(BerthConfig::defaults)
                .with(ConfigKey.LISTEN, listen)
                .with(ConfigKey.DATA_DIR, dataDir)
                .with(ConfigKey.DATABASE_URL, database)
                .with(ConfigKey.AUTH, auth);
    }
}

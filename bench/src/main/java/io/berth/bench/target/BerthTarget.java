package io.berth.bench.target;

import io.berth.bench.client.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Berth as {@code ./berth serve} starts it: the packaged jar with the launcher's options, over an external database. Tokens are
 * believed ({@code --auth noauth}) as the real service's are, so that no identity service is measured.
 */
public final class BerthTarget implements Target {
    /** What {@code ./berth} gives. */
    public static final String HEAP = "512m";

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration JCMD = Duration.ofMinutes(1);
    private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");
    private static final Pattern SERVES = Pattern.compile("Berth serves at http://([^:/\\s]+):(\\d+)");

    private final Child process;
    private final DatabaseAddress database;
    private final Endpoint placement;

    private BerthTarget(Child process, DatabaseAddress database, Endpoint placement) {
        this.process = process;
        this.database = database;
        this.placement = placement;
    }

    /**
     * Starts it, and returns when it serves.
     *
     * @param root of the checkout, where its jar is built
     * @param heap as Java's {@code -Xmx} takes it
     */
    public static BerthTarget start(Path root, DatabaseAddress database, String heap) {
        Path jar = root.resolve("server/target/berth.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not built: start the benchmark with bench/run, which builds it");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders", "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED", "-Dberth.home=" + root,
                "-jar", jar.toString(),
                "serve", "--listen", "127.0.0.1:0", "--auth", "noauth", "--database", database.jdbcUrl()));
        Child process = Child.start("Berth", command);
        process.await(START, () -> SERVES.matcher(process.output()).find());
        Matcher serves = SERVES.matcher(process.output());
        serves.find();
        Endpoint placement = new Endpoint(serves.group(1), Integer.parseInt(serves.group(2)), "/placement", Map.of(
                "X-Auth-Token", "admin:admin", "OpenStack-API-Version", "placement 1.39"));
        return new BerthTarget(process, database, placement);
    }

    @Override
    public Endpoint placement() {
        return placement;
    }

    @Override
    public DatabaseAddress database() {
        return database;
    }

    @Override
    public Duration cpu() {
        return process.cpu();
    }

    public long pid() {
        return process.pid();
    }

    /** The heap in use after a full collection. */
    public long heapMibAfterCollection() {
        jcmd("GC.run");
        Matcher used = HEAP_USED.matcher(jcmd("GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("jcmd GC.heap_info said nothing of the heap used");
        }
        return Long.parseLong(used.group(1)) / 1024;
    }

    private String jcmd(String order) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return Child.run(JCMD, List.of(jcmd, Long.toString(pid()), order));
    }

    @Override
    public void close() {
        process.close();
    }
}

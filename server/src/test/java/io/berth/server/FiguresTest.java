package io.berth.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import io.berth.store.DatabaseOptions;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code /metrics} of a running Berth has. */
class FiguresTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Pattern FIGURE = Pattern.compile("`((?:berth|http|jvm|process|system|hikaricp)_[a-z_]+)`");

    /** Is there once work has fallen due. */
    private static final String OF_DUE_WORK = "berth_due_lateness_seconds";

    private static Set<String> documented() throws IOException {
        Set<String> names = new TreeSet<>();
        FIGURE.matcher(Files.readString(Path.of("..", "docs", "operations.md"))).results().forEach(it -> names.add(it.group(1)));
        names.remove(OF_DUE_WORK);
        return names;
    }

    private static Set<String> told(HttpClient client, URI berth) {
        String page = client.sendAsync(HttpRequest.newBuilder(berth.resolve("/metrics")).build(), BodyHandlers.ofString())
                .join()
                .body();
        Set<String> names = new TreeSet<>();
        Pattern.compile("^# TYPE (\\S+) ", Pattern.MULTILINE).matcher(page).results().forEach(it -> names.add(it.group(1)));
        return names;
    }

    @Test
    void allFiguresThatThePageOfOperationsNamesAreThere() throws IOException {
        DatabaseOptions options = db.options();
        BerthConfig config = BerthConfig.defaults()
                .with(ConfigKey.LISTEN, "127.0.0.1:0")
                .with(ConfigKey.DATABASE_URL, options.jdbcUrl())
                .with(ConfigKey.DATABASE_USER, options.user())
                .with(ConfigKey.DATABASE_PASSWORD, options.password());
        Set<String> documented = documented();
        assertThat(documented).contains("jvm_gc_pause_seconds", "hikaricp_connections_active", "http_server_requests_seconds");
        try (Berth berth = Berth.start(config);
                HttpClient client = HttpClient.newHttpClient()) {
            System.gc();
            Await.until("the figures " + documented, () -> told(client, berth.url()).containsAll(documented));
        }
    }
}

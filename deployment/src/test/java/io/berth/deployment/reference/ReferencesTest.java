package io.berth.deployment.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References lead to what they name, within bounds, and say why where they do not. */
class ReferencesTest {
    @TempDir
    Path directory;

    HttpServer server;
    HttpServer other;
    final AtomicInteger requests = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        other = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.start();
        other.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        other.stop(0);
    }

    private String url(HttpServer of) {
        return "http://127.0.0.1:" + of.getAddress().getPort();
    }

    private void answer(HttpServer at, String path, int status, String location) {
        at.createContext(path, exchange -> {
            requests.incrementAndGet();
            String seen = exchange.getRequestHeaders().getFirst("X-Auth-Token") + " " + exchange.getRequestHeaders().getFirst("Authorization");
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().add("Location", location);
            }
            byte[] body = seen.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private References references(List<Path> directories) {
        return new References(
                ReferenceOptions.defaults()
                        .withDirectories(directories)
                        .withPauses(List.of(Duration.ofMillis(1), Duration.ofMillis(1)))
                        .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2)),
                () -> Optional.of("secret"));
    }

    private static String text(Fetched fetched) {
        return switch (fetched) {
            case Fetched.Content content -> new String(content.bytes(), StandardCharsets.UTF_8);
            case Fetched.Failed failed -> "failed: " + failed.reason();
        };
    }

    @Test
    void userAndPasswordInTheAddressBecomeBasicAuthenticationAndAreNotTold() {
        answer(server, "/x", 200, "");
        answer(server, "/missing", 404, "");
        String withUser = url(server).replace("//", "//jan:pw@");
        assertThat(text(references(List.of()).fetchOnce(withUser + "/x"))).isEqualTo("null Basic amFuOnB3");
        assertThat(text(references(List.of()).fetchOnce(withUser + "/missing"))).contains("answers 404").doesNotContain("pw");
    }

    @Test
    void onlyServicesThatAskForATokenGetOneAlsoOverTls() {
        answer(server, "/x", 200, "");
        assertThat(text(references(List.of()).fetchOnce("deckhand+" + url(server) + "/x"))).isEqualTo("secret null");
        assertThat(text(references(List.of()).fetchOnce(url(server) + "/x"))).isEqualTo("null null");
        assertThat(text(references(List.of()).fetchOnce("deckhand+https://127.0.0.1:1/x"))).contains("cannot be read");
    }

    @Test
    void aRedirectionIsFollowedButTheTokenStaysWhereItBelongs() {
        answer(server, "/away", 302, url(other) + "/x");
        answer(other, "/x", 200, "");
        assertThat(text(references(List.of()).fetchOnce("deckhand+" + url(server) + "/away"))).isEqualTo("null null");
        answer(server, "/odd", 302, "http://[broken");
        assertThat(text(references(List.of()).fetchOnce(url(server) + "/odd"))).startsWith("failed");
        answer(server, "/round", 302, "/round");
        assertThat(text(references(List.of()).fetchOnce(url(server) + "/round"))).contains("redirects more than 5 times");
    }

    @Test
    void whatMayPassIsTriedAgainAndNothingElse() {
        answer(server, "/busy", 503, "");
        answer(server, "/missing", 404, "");
        assertThat(text(references(List.of()).fetch(url(server) + "/busy"))).contains("answers 503");
        assertThat(requests.getAndSet(0)).isEqualTo(3);
        assertThat(text(references(List.of()).fetch(url(server) + "/missing"))).contains("answers 404");
        assertThat(requests.get()).isEqualTo(1);
    }

    @Test
    void filesAreReadBelowAllowedDirectoriesOnly() throws IOException {
        Path allowed = Files.createDirectory(directory.resolve("allowed"));
        Path outside = Files.writeString(directory.resolve("outside.yaml"), "secret");
        Path inside = Files.writeString(allowed.resolve("site.yaml"), "design");
        Path link = Files.createSymbolicLink(allowed.resolve("link.yaml"), outside);
        References references = references(List.of(allowed));
        assertThat(text(references.fetchOnce(inside.toUri().toString()))).isEqualTo("design");
        for (String refused : List.of(
                outside.toUri().toString(), link.toUri().toString(), allowed.toUri() + "../outside.yaml",
                allowed.toUri().toString(), "file:///nonexistent", "file:relative")) {
            assertThat(text(references.fetchOnce(refused))).as(refused).startsWith("failed");
        }
    }
}

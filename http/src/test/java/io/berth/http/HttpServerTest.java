package io.berth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.base.Ids;
import io.berth.base.TemporarilyUnavailable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final HttpServer server = HttpServer.start(
            "127.0.0.1",
            0,
            List.of(Health.api(() -> true, () -> "figures"), echo(), speechless(), worded(), new HalfKnownCallersApi()),
            Ids.random(),
            HttpServer.newMetrics());

    private Api echo() {
        return new PlainApi("echo", "/echo", new RouteTable(List.of(
                Route.index("GET", "/inline", Route.OPEN, call -> Response.text(200, Thread.currentThread().isVirtual() + ""), ""),
                Route.index("POST", "/inline", Route.OPEN,
                        call -> Response.text(200, Thread.currentThread().isVirtual() + call.request().body().text()), ""),
                Route.db("GET", "/virtual", Route.OPEN, call -> Response.text(200, Thread.currentThread().isVirtual() + ""), ""),
                Route.db("GET", "/bug", Route.OPEN, call -> { throw new IllegalStateException("planted"); }, ""),
                Route.db("GET", "/busy", Route.OPEN, call -> { throw new TemporarilyUnavailable("busy") {}; }, ""),
                Route.db("GET", "/slow", Route.OPEN, this::slow, ""),
                Route.db("POST", "/length", Route.OPEN, call -> Response.text(200, call.request().body().bytes().length + ""), ""),
                Route.db("GET", "/{name}", Route.OPEN, call -> Response.text(200, call.parameter("name")), ""))));
    }

    /** An API that cannot even word its errors. */
    private static Api speechless() {
        RouteTable routes = new RouteTable(List.of());
        return new Api() {
            @Override
            public String name() {
                return "speechless";
            }

            @Override
            public String prefix() {
                return "/speechless";
            }

            @Override
            public RouteTable routes() {
                return routes;
            }

            @Override
            public Response serve(Request request, Match match) {
                throw new IllegalStateException("planted");
            }

            @Override
            public Response problem(Request request, HttpProblem problem) {
                throw new IllegalStateException("planted");
            }
        };
    }

    private Response slow(Call call) {
        entered.countDown();
        try {
            release.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
        return Response.text(200, "finished");
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
                BodyHandlers.ofString());
    }

    @Test
    void servesInlineAndOnVirtualThreadsAsTheRouteDeclares() throws Exception {
        assertThat(get("/echo/inline").body()).isEqualTo("false");
        assertThat(get("/echo/virtual").body()).isEqualTo("true");
    }

    @Test
    void whyItCannotListenIsTold() {
        assertThatThrownBy(() -> another("127.0.0.1", server.port()))
                .hasMessageStartingWith("cannot listen on 127.0.0.1:" + server.port() + ": another process")
                .hasMessageEndingWith("choose another port");
        // Of TEST-NET-1 (RFC 5737), which no machine has.
        assertThatThrownBy(() -> another("192.0.2.1", 0)).hasMessageContaining("192.0.2.1:0: this machine does not have the address");
        assertThatThrownBy(() -> another("no-such-name.invalid", 0)).hasMessageEndingWith(":0: this machine does not know the name");
    }

    private static void another(String host, int port) {
        HttpServer.start(host, port, List.of(Health.api(() -> true, () -> "")), Ids.random(), HttpServer.newMetrics()).close();
    }

    @Test
    void whatBerthMeasuresIsExplained() throws Exception {
        get("/echo/inline");
        assertThat(server.metrics().scrape())
                .contains("# HELP http_server_requests_seconds How long requests took")
                .doesNotContainPattern("# HELP [a-z_]+ *\n");
    }

    @Test
    void aBodyIsNeverWaitedForOnTheThreadThatServesEverybody() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/echo/inline"))
                        .POST(BodyPublishers.ofString(" sent"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("true sent");
    }

    @Test
    void aGuardedIndexRouteIsServedAtOnceWhereTheTokenIsInMemoryAndOtherwiseWhereItMayWait() throws Exception {
        assertThat(get("/guarded/index?known").body()).isEqualTo("at once");
        assertThat(get("/guarded/index").body()).isEqualTo("virtual");
        assertThat(get("/guarded/db?known").body()).isEqualTo("virtual");
    }

    @Test
    void whatIsRefusedAtOnceIsAnsweredOnceInTheApisWords() throws Exception {
        assertThat(get("/guarded/index?known&refuse").body()).contains("{\"error\"", "refused at once");
        HttpResponse<String> bug = get("/guarded/index?known&bug");
        assertThat(bug.statusCode()).isEqualTo(500);
        assertThat(bug.body()).doesNotContain("planted");
    }

    @Test
    void anApiThatCannotWordItsErrorsLeavesNobodyWaiting() throws Exception {
        HttpResponse<String> answer = get("/speechless/x");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("{\"error\"").doesNotContain("planted");
    }

    @Test
    void givesEveryAnswerARequestIdOfItsOwn() throws Exception {
        String first = get("/echo/inline").headers().firstValue("x-openstack-request-id").orElseThrow();
        String second = get("/nothing").headers().firstValue("x-openstack-request-id").orElseThrow();
        assertThat(first).matches("req-[0-9a-f-]{36}").isNotEqualTo(second);
    }

    @Test
    void aBugBecomesA500InTheApisShapeWithoutItsInnards() throws Exception {
        HttpResponse<String> answer = get("/echo/bug");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"error\"").doesNotContain("planted");
    }

    @Test
    void beingTooBusyIsA503ThatAsksToRetry() throws Exception {
        HttpResponse<String> answer = get("/echo/busy");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void aClientThatStillSendsReadsWhyItWasRefused() throws Exception {
        byte[] large = new byte[8 << 20];
        for (String path : List.of("/echo/length", "/echo/nowhere/at/all")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                    .POST(BodyPublishers.ofByteArray(large))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).as(path).isBetween(400, 499);
        }
    }

    @Test
    void refusesABodyOverTheLimitWhetherAnnouncedOrChunked() throws Exception {
        byte[] large = new byte[(1 << 20) + 1];
        for (HttpRequest.BodyPublisher body : List.of(
                BodyPublishers.ofByteArray(large),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/echo/length"))
                            .POST(body)
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        }
    }

    @Test
    void anythingButHttpIsAnsweredWithA4xxInJson() throws Exception {
        for (String raw : List.of(
                "GET /echo/%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /echo/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /echo/inline HTTP/1.1\r\nConnection: close\r\n\r\n",
                "G\u0001T / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /echo/../../x HTTP/9.9\r\nHost: x\r\n\r\n")) {
            String answer = exchange(raw);
            assertThat(answer).as("answer to %s", raw).matches("(?s)HTTP/1\\.1 (4\\d\\d|505) .*")
                    .contains("{\"error\"")
                    .containsIgnoringCase("x-openstack-request-id: req-");
        }
    }

    @Test
    void aPathParameterIsTextLikeAnyOther() throws Exception {
        assertThat(get("/echo/a;b=c").body()).isEqualTo("a;b=c");
    }

    @Test
    void whatTheParserRefusesIsAnsweredInTheWordsOfTheApiThatItWasFor() throws Exception {
        assertThat(exchange("GET /worded/x HTTP/1.1\r\nHost: x\r\nContent-Length: hi mom\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("own words: content-length header must be an integer")
                .containsIgnoringCase("x-openstack-request-id: req-");
    }

    /** An API whose errors are not the usual ones. */
    private static Api worded() {
        return new DelegatingApi(new PlainApi("worded", "/worded", new RouteTable(List.of()))) {
            @Override
            public Response problem(Request request, HttpProblem problem) {
                return Response.text(problem.status(), "own words: " + problem.message());
            }
        };
    }

    @Test
    void finishesTheRequestsInHandBeforeItStops() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/echo/slow")).build(),
                BodyHandlers.ofString());
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        Thread stopping = Thread.ofVirtual().start(server::close);
        release.countDown();
        assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo("finished");
        assertThat(stopping.join(Duration.ofSeconds(15))).isTrue();
    }

    @Test
    void healthAndMetricsAnswerWithoutAToken() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body()).isEqualTo("figures");
    }

    private String exchange(String raw) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write(raw.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

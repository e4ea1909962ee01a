package io.berth.hardware.sim.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server on the loopback address, a virtual thread a request. */
public final class WebServer implements AutoCloseable {

    /** Larger requests are answered 413. */
    public static final int BODY_BYTES_MAX = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    static {
        // Without it, every answer on a kept connection waits 40 ms for the delayed acknowledgement of its headers.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final URI address;

    private WebServer(HttpServer server, ExecutorService threads, URI address) {
        this.server = server;
        this.threads = threads;
        this.address = address;
    }

    /**
     * Takes a port, so that the address is known; requests wait until {@link #serve}.
     *
     * @param port 0 for any free one
     * @throws UncheckedIOException when the port is taken
     */
    public static WebServer bind(int port) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(threads);
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            return new WebServer(server, threads, address);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
        }
    }

    /** Answers with {@code handler} from now on; called once. */
    public WebServer serve(WebHandler handler) {
        server.createContext("/", exchange -> answer(exchange, handler));
        server.start();
        return this;
    }

    /** Scheme, host and port, without a slash at the end. */
    public URI address() {
        return address;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, WebHandler handler) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
            WebAnswer answer = body.length > BODY_BYTES_MAX
                    ? WebAnswer.text(413, "text/plain", "bodies are limited to " + BODY_BYTES_MAX + " bytes")
                    : handler.handle(request(exchange, body));
            send(exchange, answer);
        } catch (RuntimeException e) {
            LOG.warn("simulated site: {} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            throw e;
        }
    }

    private static WebRequest request(HttpExchange exchange, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        URI uri = exchange.getRequestURI();
        return new WebRequest(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                Map.copyOf(headers),
                new String(body, StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, WebAnswer answer) throws IOException {
        if (answer.status() == 0) {
            return;
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean bodiless = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : bytes.length);
        if (!bodiless) {
            exchange.getResponseBody().write(bytes);
        }
    }
}

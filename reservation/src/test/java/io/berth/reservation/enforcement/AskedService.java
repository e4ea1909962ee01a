package io.berth.reservation.enforcement;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.berth.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** A site's own service that is asked whether leases may be: it answers what it is told to, and remembers what it was asked. */
public final class AskedService implements AutoCloseable {
    private final HttpServer server;
    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private volatile int status = 204;
    private volatile String message = "";

    /** @param token empty where none came */
    public record Question(String path, String token, JsonNode body) {}

    private AskedService(HttpServer server) {
        this.server = server;
    }

    public static AskedService start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            AskedService service = new AskedService(server);
            server.createContext("/", service::serve);
            server.start();
            return service;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/leases/");
    }

    /** @param reason empty for an answer without a body */
    public void answer(int statusFromNowOn, String reason) {
        status = statusFromNowOn;
        message = reason;
    }

    public List<Question> questions() {
        return questions;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("X-Auth-Token");
        questions.add(new Question(
                exchange.getRequestURI().getPath(), token == null ? "" : token, Json.read(exchange.getRequestBody().readAllBytes())));
        byte[] body = message.isEmpty() ? new byte[0] : Json.bytes(Json.object().put("message", message));
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package io.berth.hardware.sim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Berth's side of a deployment, as a node sees it: written down calls and prepared answers. */
final class TestBerth implements AutoCloseable {

    static final String KEY = "a1".repeat(32);

    record Call(String method, String path, String key, String contentType, String body) {
        String line() {
            return method + " " + path;
        }
    }

    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();
    private final HttpServer server;

    TestBerth(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers with {@code status} and a body; without, POSTs are 200 and everything else is 404. */
    TestBerth on(String call, int status, byte[] body) {
        statuses.put(call, status);
        bodies.put(call, body);
        return this;
    }

    TestBerth on(String call, int status, String body) {
        return on(call, status, body.getBytes(StandardCharsets.UTF_8));
    }

    List<String> lines() {
        return calls.stream().map(Call::line).toList();
    }

    List<Call> posts(String path) {
        return calls.stream().filter(call -> call.line().equals("POST " + path)).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Call call = new Call(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath(), header(exchange, "X-Bootaction-Key"),
                    header(exchange, "Content-Type"), body);
            calls.add(call);
            byte[] bytes = bodies.getOrDefault(call.line(), "{}".getBytes(StandardCharsets.UTF_8));
            int status = statuses.getOrDefault(call.line(), call.method().equals("POST") ? 200 : 404);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** An archive as Berth delivers it: absolute names, root, time zero. */
    static byte[] archive(String... pathsModesAndContents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (int i = 0; i < pathsModesAndContents.length; i += 3) {
                byte[] content = pathsModesAndContents[i + 2].getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(pathsModesAndContents[i], true);
                entry.setMode(0100000 | Integer.parseInt(pathsModesAndContents[i + 1], 8));
                entry.setIds(0, 0);
                entry.setNames("", "");
                entry.setModTime(0);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}

package io.berth.bench.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Answers every request with the same bytes; closes after an answer that tells no length, as such servers do. */
public final class PlayedServer implements AutoCloseable {
    private final ServerSocket socket;
    private final byte[] answer;
    private final boolean isClosing;
    private final AtomicLong answered = new AtomicLong();

    private PlayedServer(ServerSocket socket, String answer) {
        this.socket = socket;
        this.answer = answer.getBytes(StandardCharsets.UTF_8);
        String head = answer.toLowerCase(Locale.ROOT);
        this.isClosing = !head.contains("content-length") && !head.contains("chunked");
    }

    public static PlayedServer answering(String answer) {
        try {
            PlayedServer server = new PlayedServer(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), answer);
            Thread.ofVirtual().start(server::accept);
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    public long answered() {
        return answered.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            do {
                int body = 0;
                String line = lines.readLine();
                if (line == null) {
                    return;
                }
                for (; line != null && !line.isEmpty(); line = lines.readLine()) {
                    body = line.startsWith("Content-Length: ") ? Integer.parseInt(line.substring(16)) : body;
                }
                lines.skip(body);
                answered.incrementAndGet();
                client.getOutputStream().write(answer);
            } while (!isClosing);
        } catch (IOException gone) {
            // The client has what it wanted.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

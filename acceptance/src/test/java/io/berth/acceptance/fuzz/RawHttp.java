package io.berth.acceptance.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One request, one connection, no opinion: sends the bytes as they are and reads until the server closes. */
public final class RawHttp {
    private static final int LIMIT_MILLIS = 20_000;
    private static final int CONNECT_LIMIT_MILLIS = 5_000;

    private RawHttp() {}

    /**
     * What came back.
     *
     * @param status 0 where the connection was closed without an answer
     */
    public record Reply(int status, String text) {}

    public static Reply send(URI server, byte[] request) throws IOException {
        return send(server, request, false);
    }

    /** The same, and says that nothing more will come. */
    public static Reply sendAndGo(URI server, byte[] request) throws IOException {
        return send(server, request, true);
    }

    private static Reply send(URI server, byte[] request, boolean isAll) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            String text = exchange(socket, request, isAll);
            boolean isAnswer = text.startsWith("HTTP/1.1 ") && text.length() >= 12;
            return new Reply(isAnswer ? Integer.parseInt(text.substring(9, 12)) : 0, text);
        }
    }

    /** A server that refuses early closes before all was sent: then what it said until then is the answer. */
    private static String exchange(Socket socket, byte[] request, boolean isAll) throws IOException {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            if (isAll) {
                socket.shutdownOutput();
            }
        } catch (IOException refusedEarly) {
            return read(socket);
        }
        return read(socket);
    }

    private static String read(Socket socket) throws IOException {
        var answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int length = socket.getInputStream().read(buffer); length >= 0; length = socket.getInputStream().read(buffer)) {
                answer.write(buffer, 0, length);
            }
        } catch (SocketTimeoutException silent) {
            throw silent;
        } catch (IOException reset) {
            // What arrived before the reset counts.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}

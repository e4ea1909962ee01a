package io.berth.bench.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive HTTP/1.1 connection over a blocking socket, for one thread. It reads of an answer what it must: the status, how
 * long the body is, whether the server closes. A server that closes after an answer is connected to again, on the next
 * request's account: that is how its clients meet it.
 */
public final class Connection implements AutoCloseable {
    private static final int CONNECT_MILLIS_MAX = 5_000;

    /** The longest answer that a slow server may take; after it the run fails. */
    private static final int ANSWER_MILLIS_MAX = 120_000;

    private static final int TAIL_BYTES = 400;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final byte[] CONTENT_LENGTH = ascii("content-length:");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding:");
    private static final byte[] CONNECTION = ascii("connection:");
    private static final byte[] CHUNKED = ascii("chunked");
    private static final byte[] CLOSE = ascii("close");

    private final Endpoint endpoint;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final byte[] line = new byte[BUFFER_BYTES];
    private int position;
    private int filled;
    private int status;
    private long bodyBytes;
    private @Nullable Socket socket;
    private @Nullable ByteArrayOutputStream kept;

    public Connection(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Sends the request and reads its whole answer, of which only {@link #status} and {@link #bodyBytes} are kept. */
    public void exchange(byte[] request) throws IOException {
        Socket to = socket == null ? connect() : socket;
        to.getOutputStream().write(request);
        boolean isLast = receive(to);
        if (isLast) {
            close();
        }
    }

    /** As {@link #exchange}, keeping the body. For what is not measured. */
    public Answer ask(byte[] request) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        kept = body;
        try {
            exchange(request);
            return new Answer(status, body.toString(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            kept = null;
        }
    }

    /** Of the last answer. */
    public int status() {
        return status;
    }

    /** Of the last answer. */
    public long bodyBytes() {
        return bodyBytes;
    }

    /** The last characters of the last answer, for a complaint about it. */
    public String tail() {
        int from = Math.max(0, position - TAIL_BYTES);
        return new String(buffer, from, position - from, StandardCharsets.ISO_8859_1);
    }

    private Socket connect() throws IOException {
        Socket opened = new Socket();
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.setSoTimeout(ANSWER_MILLIS_MAX);
        opened.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), CONNECT_MILLIS_MAX);
        position = 0;
        filled = 0;
        socket = opened;
        return opened;
    }

    /** Whether the server closes after this answer. */
    private boolean receive(Socket from) throws IOException {
        bodyBytes = 0;
        int length = readLine(from);
        if (length < 12) {
            throw new IOException("no HTTP answer: " + text(length));
        }
        status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0');
        boolean isClosing = line[7] == '0';
        boolean isChunked = false;
        long contentLength = -1;
        for (length = readLine(from); length > 0; length = readLine(from)) {
            if (startsWith(length, CONTENT_LENGTH)) {
                contentLength = Long.parseLong(text(length).substring(CONTENT_LENGTH.length).strip());
            } else if (startsWith(length, TRANSFER_ENCODING)) {
                isChunked = endsWith(length, CHUNKED);
            } else if (startsWith(length, CONNECTION)) {
                isClosing = endsWith(length, CLOSE);
            }
        }
        if (status == 204 || status == 304) {
            return isClosing;
        }
        if (isChunked) {
            readChunks(from);
        } else if (contentLength >= 0) {
            readBody(from, contentLength);
        } else {
            readToTheEnd(from);
            return true;
        }
        return isClosing;
    }

    private void readChunks(Socket from) throws IOException {
        while (true) {
            int length = readLine(from);
            long size = Long.parseLong(text(length).replaceFirst(";.*", "").strip(), 16);
            if (size == 0) {
                while (readLine(from) > 0) {
                    // Trailers say nothing here.
                }
                return;
            }
            readBody(from, size);
            readLine(from);
        }
    }

    private void readBody(Socket from, long length) throws IOException {
        long missing = length;
        while (missing > 0) {
            if (position == filled && !fill(from)) {
                throw new IOException("the server closed in the middle of an answer");
            }
            int taken = (int) Math.min(missing, filled - position);
            keep(taken);
            missing -= taken;
        }
    }

    private void readToTheEnd(Socket from) throws IOException {
        while (position < filled || fill(from)) {
            keep(filled - position);
        }
    }

    private void keep(int count) {
        if (kept != null) {
            kept.write(buffer, position, count);
        }
        position += count;
        bodyBytes += count;
    }

    /** Reads a line into {@link #line}, without its end, and gives its length. */
    private int readLine(Socket from) throws IOException {
        int length = 0;
        while (true) {
            if (position == filled && !fill(from)) {
                throw new IOException("the server closed without an answer");
            }
            byte next = buffer[position++];
            if (next == '\n') {
                return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
            }
            if (length == line.length) {
                throw new IOException("a line of more than " + line.length + " bytes");
            }
            line[length++] = next;
        }
    }

    private boolean fill(Socket from) throws IOException {
        int count = from.getInputStream().read(buffer, 0, buffer.length);
        position = 0;
        filled = Math.max(count, 0);
        return count > 0;
    }

    private boolean startsWith(int length, byte[] lowerCase) {
        return length >= lowerCase.length && matches(0, lowerCase);
    }

    private boolean endsWith(int length, byte[] lowerCase) {
        return length >= lowerCase.length && matches(length - lowerCase.length, lowerCase);
    }

    private boolean matches(int from, byte[] lowerCase) {
        for (int i = 0; i < lowerCase.length; i++) {
            byte at = line[from + i];
            if ((at >= 'A' && at <= 'Z' ? at + 32 : at) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private String text(int length) {
        return new String(line, 0, Math.max(length, 0), StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException alreadyGone) {
                // It is to be gone, and is.
            }
        }
    }
}

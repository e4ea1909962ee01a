package io.berth.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;

/** Jetty's request in our words. */
final class JettyRequests {
    private static final int DISCARDED_AT_ONCE = 8 * 1024;

    /** Larger than any body that a client may hope to get through. */
    private static final long DISCARDED_BYTES_MAX = 16L << 20;

    private JettyRequests() {}

    /** @param isProxyBelieved whether headers tell how the client addressed a proxy in front */
    static Request request(
            org.eclipse.jetty.server.Request jetty, String path, int bodyBytesMax, String requestId, boolean isProxyBelieved) {
        List<String> fields = new ArrayList<>();
        for (HttpField field : jetty.getHeaders()) {
            fields.add(field.getName());
            fields.add(Optional.ofNullable(field.getValue()).orElse(""));
        }
        Headers headers = Headers.copyOf(fields);
        String scheme = jetty.getHttpURI().getScheme();
        String authority = jetty.getHttpURI().getAuthority();
        return new Request(
                jetty.getMethod(),
                path,
                Optional.ofNullable(jetty.getHttpURI().getQuery()).orElse(""),
                headers,
                new StreamedBody(jetty, bodyBytesMax),
                isProxyBelieved ? ProxyHeaders.origin(headers, scheme, authority) : scheme + "://" + authority,
                requestId);
    }

    /** Whether bytes follow the header; a length that is not known counts. */
    static boolean hasBody(org.eclipse.jetty.server.Request jetty) {
        return jetty.getLength() > 0 || jetty.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    /**
     * Reads what nobody asked for, up to a limit: a connection that is closed on unread bytes is reset, and the client, still
     * writing, would never see why it was refused.
     */
    static void discardRest(org.eclipse.jetty.server.Request jetty) {
        if (jetty.getHeaders().contains(HttpHeader.EXPECT)) {
            return; // such a client waits for leave to send
        }
        try {
            InputStream stream = Content.Source.asInputStream(jetty);
            if (stream.read() < 0) {
                return; // somebody has asked for all of it: most requests
            }
            byte[] buffer = new byte[DISCARDED_AT_ONCE];
            long began = System.nanoTime();
            int length = stream.read(buffer);
            for (long total = 0;
                    length >= 0 && total < DISCARDED_BYTES_MAX && !PatientRead.isTooSlow(total, System.nanoTime() - began);
                    total += length) {
                length = stream.read(buffer);
            }
        } catch (IOException gone) {
            // Then nobody waits for the answer either.
        }
    }

    /** Reads the body off the connection at the first call. Not for two threads. */
    private static final class StreamedBody implements Body {
        private final org.eclipse.jetty.server.Request jetty;
        private final int bytesMax;
        private Optional<byte[]> read = Optional.empty();

        StreamedBody(org.eclipse.jetty.server.Request jetty, int bytesMax) {
            this.jetty = jetty;
            this.bytesMax = bytesMax;
        }

        @Override
        public byte[] bytes() {
            if (read.isEmpty()) {
                read = Optional.of(readAll());
            }
            return read.get();
        }

        private byte[] readAll() {
            if (jetty.getLength() > bytesMax) {
                throw tooLarge();
            }
            try {
                int expected = jetty.getLength() < 0 ? bytesMax + 1 : (int) jetty.getLength();
                byte[] bytes = PatientRead.bytes(Content.Source.asInputStream(jetty), expected, System::nanoTime);
                if (bytes.length > bytesMax) {
                    throw tooLarge();
                }
                return bytes;
            } catch (IOException broken) {
                throw new HttpProblem(400, "the body could not be read: " + broken.getMessage());
            }
        }

        private HttpProblem tooLarge() {
            return new HttpProblem(413, "Request is too large. Larger than max_request_body_size (" + bytesMax + ").");
        }
    }
}

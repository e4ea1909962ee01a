package io.berth.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Reads a body from a client who may be slow, but not for ever: the connection's idle time begins anew with each byte, and Jetty's own
 * least rates are kept by nobody (12.1) or count the pauses of the whole server.
 */
final class PatientRead {
    /** However small the body is. */
    static final Duration GRACE = Duration.ofSeconds(60);

    /** What has to arrive each second after that: a quarter of the slowest telephone line. */
    static final int BYTES_PER_SECOND_MIN = 256;

    /** Most bodies are smaller. */
    private static final int BYTES_AT_FIRST = 1024;

    private PatientRead() {}

    /**
     * All of the body, or its first {@code bytesMax} bytes.
     *
     * @param nanos a time that only goes forward, as {@link System#nanoTime}
     * @throws HttpProblem 408 where it comes too slowly
     */
    static byte[] bytes(InputStream body, int bytesMax, LongSupplier nanos) throws IOException {
        byte[] read = new byte[Math.min(bytesMax, BYTES_AT_FIRST)];
        int size = 0;
        long began = nanos.getAsLong();
        while (size < bytesMax) {
            if (size == read.length) {
                read = Arrays.copyOf(read, (int) Math.min(bytesMax, 2L * size));
            }
            int length = body.read(read, size, read.length - size);
            if (length < 0) {
                break;
            }
            size += length;
            if (isTooSlow(size, nanos.getAsLong() - began)) {
                throw new HttpProblem(408, "the body came too slowly: " + size + " bytes in "
                        + Duration.ofNanos(nanos.getAsLong() - began).toSeconds() + " seconds");
            }
        }
        return Arrays.copyOf(read, size);
    }

    static boolean isTooSlow(long bytes, long nanos) {
        return nanos > GRACE.toNanos() + Duration.ofSeconds(bytes / BYTES_PER_SECOND_MIN).toNanos();
    }
}

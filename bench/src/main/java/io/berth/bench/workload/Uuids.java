package io.berth.bench.workload;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Random ids, written straight into the bytes of a request. */
final class Uuids {
    static final String PLACEHOLDER = "00000000-0000-4000-8000-000000000000";
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_AT = 14;
    private static final int VARIANT_AT = 19;

    private Uuids() {}

    /** Writes an id of version 4 over the {@link #PLACEHOLDER} that begins there. */
    static void write(SplittableRandom random, byte[] request, int at) {
        long bits = 0;
        int left = 0;
        for (int i = 0; i < PLACEHOLDER.length(); i++) {
            if (PLACEHOLDER.charAt(i) == '-' || i == VERSION_AT || i == VARIANT_AT) {
                continue;
            }
            if (left == 0) {
                bits = random.nextLong();
                left = Long.SIZE / 4;
            }
            request[at + i] = HEX[(int) (bits & 15)];
            bits >>>= 4;
            left--;
        }
    }

    /** Copies a text of the same length over the one there. */
    static void write(byte[] uuid, byte[] request, int at) {
        System.arraycopy(uuid, 0, request, at, uuid.length);
    }

    /** Where this text is in the request. */
    static int indexOf(byte[] request, String text) {
        int at = new String(request, StandardCharsets.ISO_8859_1).lastIndexOf(text);
        if (at < 0) {
            throw new IllegalArgumentException("the request has no " + text);
        }
        return at;
    }

    static int firstIndexOf(byte[] request, String text) {
        return new String(request, StandardCharsets.ISO_8859_1).indexOf(text);
    }
}

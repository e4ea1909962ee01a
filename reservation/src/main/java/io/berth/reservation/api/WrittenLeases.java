package io.berth.reservation.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.wire.LeaseWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Leases on the wire, each worded once. As long as it does not change, who looks at a lease gets the same object from
 * {@link io.berth.reservation.lease.KnownLeases}: by that its words are found again, and they go when it does.
 */
final class WrittenLeases {
    /** A lease of one reservation takes about a kilobyte and a half. */
    private static final int BYTES_MAX = 48 << 20;

    private static final byte[] LEASE = ascii("{\"lease\":");
    private static final byte[] END_OF_LEASE = ascii("}");
    private static final byte[] LEASES = ascii("{\"leases\":[");
    private static final byte[] END_OF_LEASES = ascii("]}");

    private final Cache<Lease, byte[]> written = Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(BYTES_MAX)
            .weigher((Lease lease, byte[] words) -> words.length)
            .build();

    /** {@code {"lease": …}}. */
    Response one(Lease lease) {
        byte[] words = words(lease);
        ByteArrayOutputStream body = new ByteArrayOutputStream(LEASE.length + words.length + END_OF_LEASE.length);
        body.writeBytes(LEASE);
        body.writeBytes(words);
        body.writeBytes(END_OF_LEASE);
        return Response.of(200, "application/json", body.toByteArray());
    }

    /** {@code {"leases": […]}}, in this order. */
    Response list(List<Lease> leases) {
        List<byte[]> all = leases.stream().map(this::words).toList();
        int size = all.stream().mapToInt(words -> words.length + 1).sum() + LEASES.length + END_OF_LEASES.length;
        ByteArrayOutputStream body = new ByteArrayOutputStream(size);
        body.writeBytes(LEASES);
        for (int i = 0; i < all.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(all.get(i));
        }
        body.writeBytes(END_OF_LEASES);
        return Response.of(200, "application/json", body.toByteArray());
    }

    private byte[] words(Lease lease) {
        return written.get(lease, it -> Json.bytes(LeaseWriter.lease(it)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package io.berth.base;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The one source of randomness: identifiers and keys. Tests give a counting one and get the same ids each run. */
public interface Ids {
    UUID uuid();

    /**
     * As {@link #uuid}, for rows of which many are written together: about as great as those made at the same time, so that they are
     * neighbours in an index (RFC 9562, version 7). Not for what nobody may guess.
     */
    default UUID neighbour() {
        return uuid();
    }

    /** Unguessable bytes, for keys and secrets. */
    byte[] key(int length);

    /** {@code req-<uuid4>}, as every OpenStack service answers in {@code x-openstack-request-id}. */
    default String requestId() {
        return "req-" + uuid();
    }

    /** The uuid that the text is, as Berth writes it; absent for any other text, though {@link UUID#fromString} took it. */
    static Optional<UUID> read(String text) {
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }

    static Ids random() {
        return new Ids() {
            private final SecureRandom random = new SecureRandom();

            @Override
            public UUID uuid() {
                return UUID.randomUUID();
            }

            @Override
            public UUID neighbour() {
                ThreadLocalRandom quick = ThreadLocalRandom.current();
                long version7 = System.currentTimeMillis() << 16 | 0x7000L | quick.nextInt(0x1000);
                return new UUID(version7, variant2(quick));
            }

            /** Names a request and guards nothing: secure randomness would have all requests queue for one generator. */
            @Override
            public String requestId() {
                ThreadLocalRandom quick = ThreadLocalRandom.current();
                long version4 = quick.nextLong() & ~0xF000L | 0x4000L;
                return "req-" + new UUID(version4, variant2(quick));
            }

            private static long variant2(ThreadLocalRandom quick) {
                return quick.nextLong() >>> 2 | Long.MIN_VALUE;
            }

            @Override
            public byte[] key(int length) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                return bytes;
            }
        };
    }

    /** Ids that count up from {@code seed}: {@code 00000000-0000-4000-8000-<n>}. For tests and simulation only. */
    static Ids counting(long seed) {
        return new Ids() {
            private long next = seed;

            @Override
            public synchronized UUID uuid() {
                return new UUID(0x4000L, 0x8000_0000_0000_0000L | next++);
            }

            @Override
            public synchronized byte[] key(int length) {
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, (byte) next++);
                return bytes;
            }
        };
    }
}

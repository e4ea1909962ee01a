package io.berth.base;

import java.util.List;
import java.util.Optional;

/** The answers that requests with an idempotency key got, for when they are asked again. */
public interface AnswerBook {
    /** A key means something to its owner only: the project that sent it. */
    record Key(String owner, String text) {}

    /**
     * An answer.
     *
     * @param fingerprint of the request: another one under the same key is not the same request
     * @param headers names and values in turn
     */
    record Entry(Key key, String fingerprint, int status, List<String> headers, byte[] body) {
        public Entry {
            headers = List.copyOf(headers);
        }
    }

    /** What was answered, as long as that is remembered. */
    Optional<Entry> find(Key key);

    /**
     * To be among the changes that the answer tells of: so either both are there or neither. Whoever writes it throws
     * {@link Taken} where the key has an answer, or somebody is just writing one.
     */
    Change keep(Entry entry);

    /** Somebody else was faster with the same key; nothing was written. */
    final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Taken(Key key) {
            super("the idempotency key " + key.text() + " is used by another request", null, false, false);
        }
    }
}

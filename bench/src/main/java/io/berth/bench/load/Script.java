package io.berth.bench.load;

/** What one connection sends, one request after another. Used by one thread only. */
public interface Script {
    /** The bytes of the next request; the array may be used again for the one after. */
    byte[] next();

    /** Whether the answer is the expected one. Any other fails the whole run: a fast wrong answer is worth nothing. */
    boolean accepts(int status, long bodyBytes);
}

package io.berth.base;

import java.util.function.Supplier;

/**
 * Marks work that must not wait: it runs on a thread that many clients share, such as the one that reads their requests.
 * What waits for a database or another machine asks {@link #isDemanded} and refuses to begin, so that a wrong turn is found
 * by the first test that takes it. The mark holds for the calling thread only, not for threads that it starts.
 */
public final class AtOnce {
    private static final ScopedValue<Boolean> DEMANDED = ScopedValue.newInstance();

    private AtOnce() {}

    /** Runs {@code work}, during which {@link #isDemanded} is true on this thread. */
    public static <T> T call(Supplier<T> work) {
        return ScopedValue.where(DEMANDED, true).call(work::get);
    }

    public static boolean isDemanded() {
        return DEMANDED.isBound();
    }
}

package io.berth.bench.load;

/** The server did not answer as it should. */
public final class LoadFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadFailed(Throwable cause) {
        super(cause);
    }
}

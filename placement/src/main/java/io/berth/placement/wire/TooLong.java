package io.berth.placement.wire;

/** Says that an answer would take longer than a thread that many clients share should be held: to be made on another one. */
public final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TooLong() {
        super(null, null, false, false);
    }
}

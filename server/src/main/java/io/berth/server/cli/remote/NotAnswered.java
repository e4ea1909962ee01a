package io.berth.server.cli.remote;

/** That nobody could be asked: with the cause, and what to do about it where that is known. */
public final class NotAnswered extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean isForNow;

    /** That asking so is of no use, whenever. */
    public NotAnswered(String why) {
        this(why, false);
    }

    /** @param isForNow whether the same question may be answered later */
    NotAnswered(String why, boolean isForNow) {
        super(why);
        this.isForNow = isForNow;
    }

    /** Whether the same question may be answered later. */
    public boolean isForNow() {
        return isForNow;
    }
}

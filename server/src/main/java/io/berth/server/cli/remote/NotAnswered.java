package io.berth.server.cli.remote;

/** That nobody could be asked: with the cause, and what to do about it where that is known. */
public final class NotAnswered extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotAnswered(String why) {
        super(why);
    }
}

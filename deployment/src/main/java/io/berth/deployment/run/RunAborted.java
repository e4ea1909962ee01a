package io.berth.deployment.run;

/** A run cannot go on here. What it has written stays; what it was doing is done again by whoever goes on. */
public final class RunAborted extends RuntimeException {
    public enum Cause {
        /** This process stops. */
        STOPPED,
        /** Another process took the task over. */
        LOST,
        /** The database does not answer just now. */
        SUSPENDED,
        /** Whoever asked for the task does not want it any more. */
        TERMINATED
    }

    private final Cause why;

    public RunAborted(Cause why) {
        super(why.name(), null, false, false);
        this.why = why;
    }

    public Cause why() {
        return why;
    }
}

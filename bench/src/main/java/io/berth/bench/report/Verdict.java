package io.berth.bench.report;

/** Whether a goal is reached. */
public enum Verdict {
    MET,
    MISSED,
    /** What it is compared with was not measured. */
    OPEN;

    /** Of several goals together: one that is missed is a miss, one that is open leaves all open. */
    Verdict and(Verdict other) {
        return this == MISSED || other == MISSED ? MISSED : this == OPEN || other == OPEN ? OPEN : MET;
    }
}

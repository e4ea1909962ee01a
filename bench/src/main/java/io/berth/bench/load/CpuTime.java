package io.berth.bench.load;

import java.time.Duration;

/** Processor time used up to now, which other work on the machine does not add to. */
public record CpuTime(Duration server, Duration database) {
    public static final CpuTime NONE = new CpuTime(Duration.ZERO, Duration.ZERO);

    /** What was used between the two looks. */
    public CpuTime since(CpuTime before) {
        return new CpuTime(server.minus(before.server), database.minus(before.database));
    }
}

package io.berth.bench.target;

import io.berth.bench.client.Endpoint;
import java.time.Duration;

/** A running server that is measured. */
public sealed interface Target extends AutoCloseable permits BerthTarget, RealTarget {
    /** Its placement API, with a token that may do everything and microversion 1.39, the newest that both servers have. */
    Endpoint placement();

    DatabaseAddress database();

    /** The processor time that its processes have used, without PostgreSQL's. */
    Duration cpu();

    @Override
    void close();
}

package io.berth.base;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The one source of time. Nothing below the wiring reads the system's clock, so a whole Berth can be set to another day.
 *
 * <p>Instants are whole microseconds, PostgreSQL's resolution: what is written is what is read back.
 */
@FunctionalInterface
public interface Clock {
    Instant now();

    static Clock system() {
        return () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}

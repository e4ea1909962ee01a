package io.berth.base;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that runs like the one beneath it, but can be moved: tests, demos and {@code --fake} live a month in seconds. */
public final class SettableClock implements Clock {
    private final Clock beneath;
    private final AtomicReference<Duration> offset;

    public SettableClock(Clock beneath, Duration offset) {
        this.beneath = beneath;
        this.offset = new AtomicReference<>(offset);
    }

    @Override
    public Instant now() {
        return beneath.now().plus(offset.get());
    }

    /** How far this clock is ahead of the one beneath it. */
    public Duration offset() {
        return offset.get();
    }

    public void moveTo(Instant instant) {
        offset.set(Duration.between(beneath.now(), instant));
    }

    public void advance(Duration by) {
        offset.updateAndGet(now -> now.plus(by));
    }
}

package io.berth.bench.world;

import io.berth.bench.target.DatabaseAddress;
import io.berth.bench.target.Target;
import java.time.Duration;

/**
 * A site that is booked for {@link #HORIZON}: groups of hosts lease after lease, each of them for half a day, with some hours in
 * between that are free.
 *
 * @param hosts a multiple of {@link #HOSTS_A_LEASE}
 * @param bookings a multiple of {@code hosts}
 */
public record BusyCalendarWorld(int hosts, int bookings) implements World {
    public static final Duration HORIZON = Duration.ofDays(90);
    /** How long each of its leases lasts. */
    static final Duration LEASE = Duration.ofHours(12);

    static final int HOSTS_A_LEASE = 10;
    /** Hosts with the same capability {@code rack}: {@code r0} is that of the first ones. */
    public static final int HOSTS_A_RACK = 20;

    /** What the names of its projects begin with; a number from 0 up follows. */
    public static final String PROJECT = "bench-";

    public static final int LEASES_A_PROJECT = 1_000;

    @Override
    public String name() {
        return "calendar_" + hosts;
    }

    @Override
    public boolean isFilledBySql() {
        return true;
    }

    @Override
    public void fill(DatabaseAddress database) {
        BusyCalendarStore.fill(database, this);
    }

    @Override
    public void build(Target target) {
        // All of it is there.
    }

    public int leases() {
        return bookings / HOSTS_A_LEASE;
    }

    public int projects() {
        return leases() / LEASES_A_PROJECT;
    }

    int groups() {
        return hosts / HOSTS_A_LEASE;
    }

    /** From the earliest start of one lease to that of the next on the same hosts. */
    Duration pitch() {
        return HORIZON.dividedBy(bookings / hosts);
    }
}

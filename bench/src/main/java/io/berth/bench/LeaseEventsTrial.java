package io.berth.bench;

import io.berth.bench.load.CpuTime;
import io.berth.bench.load.Measured;
import io.berth.bench.profile.Recording;
import io.berth.bench.report.Goal;
import io.berth.bench.report.Row;
import io.berth.bench.target.BerthTarget;
import io.berth.bench.target.DatabaseAddress;
import io.berth.bench.target.Postgres;
import io.berth.bench.world.BusyCalendarWorld;
import io.berth.bench.world.LeaseEventsStore;
import io.berth.bench.world.LeaseEventsStore.Event;
import io.berth.bench.world.LeaseEventsStore.Round;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * How late lease events are that fall due in the same second: thousands of leases that start at one instant, whose time before the
 * end comes at one instant, and that end at one instant. What counts is when PostgreSQL committed each.
 */
final class LeaseEventsTrial {
    static final String NAME = "lease events due in the same second";

    private static final int LEASES = 5_000;
    private static final BusyCalendarWorld WORLD = new BusyCalendarWorld(10_000, 200_000);
    /** Issue: p99 of 250 ms with 5,000 events due in the same second. */
    private static final List<Goal> GOALS = List.of(new Goal.P99(250));

    private static final int PROFILE_ENTRIES = 25;
    private static final int WARM_UPS = 4;
    /** From the planning of a round to its first instant, and from one instant to the next: more than one takes. */
    private static final Duration APART = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Before the instant, so that what Berth does to be ready counts. */
    private static final Duration AHEAD = Duration.ofMillis(200);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final String DATABASE = "berth_lease_events";

    private final Plan plan;
    private final Postgres postgres;

    LeaseEventsTrial(Plan plan, Postgres postgres) {
        this.plan = plan;
        this.postgres = postgres;
    }

    List<Row> run() {
        DatabaseAddress database = postgres.newDatabase(DATABASE);
        try {
            // The first start makes the tables.
            BerthTarget.start(plan.root(), database, plan.heap()).close();
            Progress.say("berth: filling world %s and its past by SQL", WORLD.name());
            WORLD.fill(database);
            LeaseEventsStore.fillPast(database, LEASES);
            try (BerthTarget berth = BerthTarget.start(plan.root(), database, plan.heap())) {
                Map<Event, List<Measured>> measured = new EnumMap<>(Event.class);
                for (int round = 1; round <= WARM_UPS + plan.runs(); round++) {
                    Map<Event, Measured> once = live(berth, database, round);
                    if (round > WARM_UPS) {
                        once.forEach((event, figures) -> measured.computeIfAbsent(event, any -> new ArrayList<>()).add(figures));
                    }
                }
                if (plan.isProfiled()) {
                    profile(berth, database, WARM_UPS + plan.runs() + 1);
                }
                return measured.entrySet().stream()
                        .map(each -> Row.alone("%,d %s".formatted(LEASES, words(each.getKey())), Measured.median(each.getValue()), GOALS))
                        .toList();
            }
        } finally {
            postgres.drop(DATABASE);
        }
    }

    /** Apart from the rounds that count: what is recorded is slower. */
    private void profile(BerthTarget berth, DatabaseAddress database, int round) {
        try (Recording recording = Recording.begin(berth.pid())) {
            live(berth, database, round);
            System.out.println(recording.end().words(PROFILE_ENTRIES));
        }
    }

    private static String words(Event event) {
        return switch (event) {
            case START -> "leases start in the same second: lateness";
            case BEFORE_END -> "leases come near their end in the same second: lateness";
            case END -> "leases end in the same second: lateness";
        };
    }

    private Map<Event, Measured> live(BerthTarget berth, DatabaseAddress database, int number) {
        Instant start = Instant.now().plus(APART).truncatedTo(ChronoUnit.SECONDS);
        Round round = new Round(number, LEASES, start, start.plus(APART), start.plus(APART).plus(APART));
        LeaseEventsStore.plan(database, round);
        postgres.checkpoint();
        if (!Instant.now().isBefore(start)) {
            throw new IllegalStateException("the leases were not planned before they started: the machine is too busy");
        }
        Map<Event, Measured> measured = new EnumMap<>(Event.class);
        for (Event event : Event.values()) {
            measured.put(event, happen(berth, database, round, event));
        }
        return measured;
    }

    private Measured happen(BerthTarget berth, DatabaseAddress database, Round round, Event event) {
        Instant at = round.at(event);
        while (Instant.now().isBefore(at.minus(AHEAD))) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        CpuTime before = new CpuTime(berth.cpu(), postgres.cpu());
        Instant deadline = at.plus(PATIENCE);
        while (Instant.now().isBefore(at.plus(AHEAD)) || LeaseEventsStore.isAnyLeft(database, round, event)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("%s did not happen within %s".formatted(event, PATIENCE));
            }
            LockSupport.parkNanos(AHEAD.toNanos());
        }
        CpuTime spent = new CpuTime(berth.cpu(), postgres.cpu()).since(before);
        List<Long> lateness = LeaseEventsStore.lateness(database, round, event);
        if (lateness.size() != round.leases()) {
            throw new IllegalStateException("%s happened %d times in place of %d".formatted(event, lateness.size(), round.leases()));
        }
        Measured figures = Measured.late(lateness, spent);
        Progress.say("berth: round %d, %s: p50 %.0f ms, p99 %.0f ms late, CPU %.0f + %.0f µs (machine load %.1f)",
                round.number(), event, figures.p50Millis(), figures.p99Millis(), figures.cpuMicros(), figures.databaseCpuMicros(),
                Machine.load());
        return figures;
    }
}

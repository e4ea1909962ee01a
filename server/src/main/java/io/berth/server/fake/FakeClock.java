package io.berth.server.fake;

import io.berth.base.Clock;
import io.berth.base.IsoSpan;
import io.berth.base.SettableClock;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Response;
import io.berth.http.Route;
import io.berth.reservation.wire.BerthBody;
import io.berth.store.Database;
import io.berth.store.Settings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The clock of {@code --fake}: it runs, and an administrator can move it over HTTP, so that a test lives a month in
 * seconds. How far it was moved outlives the process, or time would run backwards at the next start.
 */
public final class FakeClock {
    /** The policy rule that guards moving the clock. */
    public static final String RULE = "berth:clock:set";

    private static final Set<String> KEYS = Set.of("now", "advance");

    private static final String SETTING = "fake_clock_offset";

    /** What every API's dates and PostgreSQL's timestamps can say: a clock beyond could not be moved back. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("9000-01-01T00:00:00Z");

    private final Database database;
    private final SettableClock clock;

    private FakeClock(Database database, SettableClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The clock as an earlier process on this database left it. */
    public static FakeClock resume(Database database) {
        Duration offset = database.read(handle -> Settings.get(handle, SETTING))
                .map(Duration::parse)
                .orElse(Duration.ZERO);
        return new FakeClock(database, new SettableClock(Clock.system(), offset));
    }

    /** The clock, beginning at another time than an earlier process on this database left it at. */
    public static FakeClock startingAt(Instant start, Database database) {
        FakeClock fake = unmoved(database);
        fake.moveTo(start);
        return fake;
    }

    /** For listing its routes. */
    public static FakeClock unmoved(Database database) {
        return new FakeClock(database, new SettableClock(Clock.system(), Duration.ZERO));
    }

    /** What is wrong with a time to move the clock to. */
    public static Optional<String> fault(Instant wanted) {
        return wanted.isBefore(EARLIEST) || !wanted.isBefore(END)
                ? Optional.of("the clock can be moved from " + EARLIEST + " to before " + END)
                : Optional.empty();
    }

    public Clock clock() {
        return clock;
    }

    /** {@code GET} and {@code PUT /clock}, below {@code /berth/v1}. */
    public List<Route> routes() {
        return List.of(
                Route.index("GET", "/clock", Route.OPEN, call -> shown(), "What time it is for Berth; only with --fake"),
                Route.db("PUT", "/clock", RULE, this::set, "Move the clock: {\"now\": …} or {\"advance\": \"PT1H\"}; only with --fake"));
    }

    private Response set(Call call) {
        Instant wanted = wanted(BerthBody.of(call, KEYS));
        fault(wanted).ifPresent(why -> {
            throw new HttpProblem(400, why);
        });
        moveTo(wanted);
        return shown();
    }

    private void moveTo(Instant wanted) {
        Duration offset = Duration.between(Clock.system().now(), wanted);
        // Kept first: a clock that moved and was not kept would run backwards at the next start.
        database.transact(tx -> {
            Settings.put(tx, SETTING, offset.toString());
            return offset;
        });
        clock.moveTo(wanted);
    }

    private Instant wanted(BerthBody body) {
        Optional<String> time = body.text("now");
        Optional<String> span = body.text("advance");
        if (time.isPresent() == span.isPresent()) {
            throw new HttpProblem(400, "say either {\"now\": \"2026-01-31T12:00:00Z\"} or {\"advance\": \"PT1H\"}");
        }
        try {
            return time.map(Instant::parse).orElseGet(() -> IsoSpan.after(clock.now(), span.orElseThrow()));
        } catch (DateTimeException | ArithmeticException notATime) {
            throw new HttpProblem(400, "not a time or duration in ISO 8601: " + notATime.getMessage());
        }
    }

    private Response shown() {
        return Response.json(200, Map.of(
                "now", clock.now().toString(), "ahead_of_the_system_by", clock.offset().toString()));
    }
}

package io.berth.server.fake;

import io.berth.base.Clock;
import io.berth.base.SettableClock;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.http.Route;
import io.berth.store.Database;
import io.berth.store.Settings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The clock of {@code --fake}: it runs, and an administrator can move it over HTTP, so that a test lives a month in
 * seconds. How far it was moved outlives the process, or time would run backwards at the next start.
 */
public final class FakeClock {
    /** The policy rule that guards moving the clock. */
    public static final String RULE = "berth:clock:set";

    private static final String SETTING = "fake_clock_offset";

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

    public Clock clock() {
        return clock;
    }

    /** {@code GET} and {@code PUT /clock}, below {@code /berth/v1}. */
    public List<Route> routes() {
        return List.of(
                Route.index("GET", "/clock", Route.OPEN, call -> shown(), "What time it is for Berth"),
                Route.db("PUT", "/clock", RULE, this::set, "Move the clock: {\"now\": …} or {\"advance\": \"PT1H\"}"));
    }

    private Response set(Call call) {
        JsonNode body = Json.read(call.request().body().bytes());
        try {
            if (body.path("now").isString()) {
                clock.moveTo(Instant.parse(body.path("now").asString()));
            } else if (body.path("advance").isString()) {
                clock.advance(Duration.parse(body.path("advance").asString()));
            } else {
                throw new HttpProblem(400, "say {\"now\": \"2026-01-31T12:00:00Z\"} or {\"advance\": \"PT1H\"}");
            }
        } catch (DateTimeException | ArithmeticException notATime) {
            throw new HttpProblem(400, "not a time or duration in ISO 8601: " + notATime.getMessage());
        }
        database.transact(tx -> {
            Settings.put(tx, SETTING, clock.offset().toString());
            return tx;
        });
        return shown();
    }

    private Response shown() {
        return Response.json(200, Map.of(
                "now", clock.now().toString(), "ahead_of_the_system_by", clock.offset().toString()));
    }
}

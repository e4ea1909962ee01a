package io.berth.bench.workload;

import io.berth.bench.client.Answer;
import io.berth.bench.client.Connection;
import io.berth.bench.client.Endpoint;
import io.berth.bench.load.Script;
import io.berth.bench.report.Goal;
import io.berth.bench.target.Target;
import io.berth.bench.world.BusyCalendarWorld;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;

/**
 * GET /berth/v1/next_window: when as many hosts as that are free for so many hours, within the months that are booked.
 *
 * @param isThere whether there is such a window; where there is none, all calendars are searched to the end
 */
public record NextWindow(
        String name, BusyCalendarWorld world, List<Integer> connections, int hours, boolean isThere, List<Goal> goals)
        implements Workload {
    private static final int HOSTS = 50;
    /** A window that begins later may end when everything is free. */
    private static final Duration SEARCHED = BusyCalendarWorld.HORIZON.minusDays(5);

    @Override
    public List<Goal> goals(int count) {
        return goals;
    }

    @Override
    public List<Script> scripts(Target target, int count) {
        Endpoint endpoint = Reservations.endpoint(target, 0).under("/berth/v1");
        Instant until = Instant.now().plus(SEARCHED).truncatedTo(ChronoUnit.MINUTES);
        byte[] request = endpoint.request("GET", "/next_window?hosts=%d&hours=%d&until=%s".formatted(HOSTS, hours, until));
        try (Connection connection = new Connection(endpoint)) {
            Answer answer = connection.ask(request).expect(200);
            boolean isFound = !answer.json().path("windows").isEmpty();
            if (isFound != isThere) {
                throw new IllegalStateException("answered " + answer.body());
            }
            return Collections.nCopies(count, new Again(request, 200, answer.body().length() / 2));
        }
    }
}

package io.berth.bench.workload;

import io.berth.bench.client.Endpoint;
import io.berth.bench.load.Script;
import io.berth.bench.report.Goal;
import io.berth.bench.target.Target;
import io.berth.bench.world.BusyCalendarWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * POST /leases of hosts, whichever are free, for an hour at random within the months that are booked already.
 *
 * @param hosts each lease's
 */
public record CreateLeases(
        String name, BusyCalendarWorld world, int hosts, List<Integer> connections, IntFunction<List<Goal>> required)
        implements Workload {
    private static final Duration LENGTH = Duration.ofHours(1);

    @Override
    public List<Goal> goals(int count) {
        return required.apply(count);
    }

    @Override
    public List<Script> scripts(Target target, int count) {
        Instant from = Instant.now().plus(Duration.ofHours(1));
        return IntStream.range(0, count)
                .<Script>mapToObj(project -> new Create(Reservations.endpoint(target, project), hosts, from))
                .toList();
    }

    private static final class Create implements Script {
        private final SplittableRandom random = new SplittableRandom(UUID.randomUUID().getMostSignificantBits());
        private final Endpoint endpoint;
        private final int hosts;
        private final Instant from;

        Create(Endpoint endpoint, int hosts, Instant from) {
            this.endpoint = endpoint;
            this.hosts = hosts;
            this.from = from;
        }

        @Override
        public byte[] next() {
            Instant start = from.plus(Duration.ofMinutes(random.nextLong(BusyCalendarWorld.HORIZON.toMinutes())));
            return endpoint.request("POST", "/leases", Reservations.lease(start, start.plus(LENGTH), hosts, ""));
        }

        @Override
        public boolean accepts(int status, long bodyBytes) {
            return status == 201;
        }
    }
}

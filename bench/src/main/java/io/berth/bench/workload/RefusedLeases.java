package io.berth.bench.workload;

import io.berth.bench.load.Script;
import io.berth.bench.report.Goal;
import io.berth.bench.target.Target;
import io.berth.bench.world.BusyCalendarWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** POST /leases by everyone at once for one host of the same rack in the same hours: as many get one as the rack has. */
public record RefusedLeases(BusyCalendarWorld world, List<Integer> connections, List<Goal> goals) implements Workload {
    /** When nothing is booked yet, and how much later with more connections. */
    private static final Duration AHEAD = BusyCalendarWorld.HORIZON.plusDays(10);

    @Override
    public String name() {
        return "lease, all want the same 20 hosts";
    }

    @Override
    public List<Goal> goals(int count) {
        return goals;
    }

    @Override
    public List<Script> scripts(Target target, int count) {
        Instant start = Instant.now().plus(AHEAD).plus(Duration.ofDays(count));
        String lease = Reservations.lease(start, start.plus(Duration.ofHours(1)), 1, "[\\\"==\\\",\\\"$rack\\\",\\\"r0\\\"]");
        AtomicInteger got = new AtomicInteger();
        return IntStream.range(0, count)
                .<Script>mapToObj(project ->
                        new Want(Reservations.endpoint(target, project).request("POST", "/leases", lease), got))
                .toList();
    }

    /** @param got how many leases all connections have got */
    private record Want(byte[] request, AtomicInteger got) implements Script {
        @Override
        public byte[] next() {
            return request;
        }

        @Override
        public boolean accepts(int status, long bodyBytes) {
            return status == 409 || status == 201 && got.incrementAndGet() <= BusyCalendarWorld.HOSTS_A_RACK;
        }
    }
}

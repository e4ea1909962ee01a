package io.berth.bench.workload;

import io.berth.bench.client.Connection;
import io.berth.bench.client.Endpoint;
import io.berth.bench.load.Script;
import io.berth.bench.report.Goal;
import io.berth.bench.target.Target;
import io.berth.bench.world.BusyCalendarWorld;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** GET /leases/{id} of leases at random; each connection asks for those of another project. */
public record ShowLeases(BusyCalendarWorld world, List<Integer> connections, List<Goal> goals) implements Workload {
    /** An answer without the lease's events is shorter. */
    private static final int BODY_BYTES_MIN = 800;

    @Override
    public String name() {
        return "show a lease";
    }

    @Override
    public List<Goal> goals(int count) {
        return goals;
    }

    @Override
    public List<Script> scripts(Target target, int count) {
        return IntStream.range(0, count).<Script>mapToObj(project -> show(Reservations.endpoint(target, project), project)).toList();
    }

    private static Show show(Endpoint endpoint, int seed) {
        try (Connection connection = new Connection(endpoint)) {
            JsonNode leases = connection.ask(endpoint.request("GET", "/leases")).expect(200).json().path("leases");
            return new Show(
                    new SplittableRandom(seed),
                    leases.valueStream().map(lease -> endpoint.request("GET", "/leases/" + lease.path("id").stringValue())).toList());
        }
    }

    private record Show(SplittableRandom random, List<byte[]> requests) implements Script {
        @Override
        public byte[] next() {
            return requests.get(random.nextInt(requests.size()));
        }

        @Override
        public boolean accepts(int status, long bodyBytes) {
            return status == 200 && bodyBytes >= BODY_BYTES_MIN;
        }
    }
}

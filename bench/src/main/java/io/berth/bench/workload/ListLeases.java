package io.berth.bench.workload;

import io.berth.bench.client.Answer;
import io.berth.bench.client.Connection;
import io.berth.bench.client.Endpoint;
import io.berth.bench.load.Script;
import io.berth.bench.report.Goal;
import io.berth.bench.target.Target;
import io.berth.bench.world.BusyCalendarWorld;
import java.util.List;
import java.util.stream.IntStream;

/** GET /leases of a project that has a thousand; each connection asks for another project. */
public record ListLeases(BusyCalendarWorld world, List<Integer> connections, List<Goal> goals) implements Workload {
    @Override
    public String name() {
        return "list 1,000 leases";
    }

    @Override
    public List<Goal> goals(int count) {
        return goals;
    }

    @Override
    public List<Script> scripts(Target target, int count) {
        return IntStream.range(0, count).mapToObj(project -> list(Reservations.endpoint(target, project))).toList();
    }

    private static Script list(Endpoint endpoint) {
        byte[] request = endpoint.request("GET", "/leases");
        try (Connection connection = new Connection(endpoint)) {
            Answer answer = connection.ask(request).expect(200);
            int leases = answer.json().path("leases").size();
            if (leases != BusyCalendarWorld.LEASES_A_PROJECT) {
                throw new IllegalStateException("a project has " + leases + " leases in place of " + BusyCalendarWorld.LEASES_A_PROJECT);
            }
            return new Again(request, 200, answer.body().length() / 2);
        }
    }
}

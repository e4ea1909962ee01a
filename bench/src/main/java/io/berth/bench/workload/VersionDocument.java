package io.berth.bench.workload;

import io.berth.bench.load.Script;
import io.berth.bench.report.Goal;
import io.berth.bench.target.Target;
import io.berth.bench.world.World;
import java.util.Collections;
import java.util.List;

/** GET / of the API: what HTTP alone costs, and so what no other workload can be quicker than. */
public record VersionDocument(World world, List<Integer> connections) implements Workload {
    private static final int BODY_BYTES_MIN = 50;

    @Override
    public String name() {
        return "GET /, HTTP alone";
    }

    @Override
    public List<Goal> goals(int count) {
        return List.of();
    }

    @Override
    public List<Script> scripts(Target target, int count) {
        return Collections.nCopies(count, new Again(target.placement().request("GET", "/"), 200, BODY_BYTES_MIN));
    }
}

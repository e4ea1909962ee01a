package io.berth.bench.workload;

import io.berth.bench.client.Answer;
import io.berth.bench.client.Connection;
import io.berth.bench.load.Script;
import io.berth.bench.report.Goal;
import io.berth.bench.target.Target;
import io.berth.bench.world.World;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/**
 * GET /allocation_candidates, the same query again and again.
 *
 * @param query without {@code limit}
 * @param limit 0 for none
 * @param found how many candidates the answer must have
 */
public record Candidates(
        String name,
        World world,
        List<Integer> connections,
        String query,
        int limit,
        int found,
        boolean isComparedToReal,
        IntFunction<List<Goal>> required)
        implements Workload {
    /** placement's own query (gate/perfload-runner.sh). */
    static final String FLAT = "resources=VCPU:1,DISK_GB:10,MEMORY_MB:256&member_of=14a5c8a3-5a99-4e8f-88be-00d85fcb1c17"
            + "&required=HW_CPU_X86_AVX2";

    /** placement's own query (gate/perfload-nested-runner.sh). */
    static final String NESTED = "resources=DISK_GB:10&required=COMPUTE_VOLUME_MULTI_ATTACH"
            + "&resources_COMPUTE=VCPU:1,MEMORY_MB:256&required_COMPUTE=CUSTOM_FOO&resources_FPGA=FPGA:1"
            + "&group_policy=none&same_subtree=_COMPUTE,_FPGA";

    @Override
    public List<Goal> goals(int count) {
        return required.apply(count);
    }

    @Override
    public List<Script> scripts(Target target, int count) {
        String path = "/allocation_candidates?" + query + (limit == 0 ? "" : "&limit=" + limit);
        byte[] request = target.placement().request("GET", path);
        try (Connection connection = new Connection(target.placement())) {
            Answer answer = connection.ask(request).expect(200);
            int candidates = answer.json().path("allocation_requests").size();
            if (candidates != found) {
                throw new IllegalStateException(candidates + " candidates in place of " + found + " for " + path);
            }
            return Collections.nCopies(count, new Again(request, 200, answer.body().length() / 2));
        }
    }
}

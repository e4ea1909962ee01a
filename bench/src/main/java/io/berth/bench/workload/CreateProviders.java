package io.berth.bench.workload;

import io.berth.bench.client.Endpoint;
import io.berth.bench.load.Script;
import io.berth.bench.report.Goal;
import io.berth.bench.target.Target;
import io.berth.bench.world.FlatWorld;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/** POST /resource_providers: a new root each time. */
public record CreateProviders(FlatWorld world, List<Integer> connections, List<Goal> goals) implements Workload {
    @Override
    public String name() {
        return "provider create";
    }

    @Override
    public List<Goal> goals(int count) {
        return goals;
    }

    @Override
    public List<Script> scripts(Target target, int count) {
        return IntStream.range(0, count).<Script>mapToObj(any -> new Create(target.placement())).toList();
    }

    private static final class Create implements Script {
        private final SplittableRandom random = new SplittableRandom(UUID.randomUUID().getMostSignificantBits());
        private final byte[] request;
        private final int uuidAt;
        private final int nameAt;

        Create(Endpoint endpoint) {
            request = endpoint.request("POST", "/resource_providers",
                    "{\"uuid\":\"%s\",\"name\":\"%s\"}".formatted(Uuids.PLACEHOLDER, Uuids.PLACEHOLDER));
            uuidAt = Uuids.firstIndexOf(request, Uuids.PLACEHOLDER);
            nameAt = Uuids.indexOf(request, Uuids.PLACEHOLDER);
        }

        @Override
        public byte[] next() {
            Uuids.write(random, request, uuidAt);
            System.arraycopy(request, uuidAt, request, nameAt, Uuids.PLACEHOLDER.length());
            return request;
        }

        @Override
        public boolean accepts(int status, long bodyBytes) {
            return status == 200;
        }
    }
}

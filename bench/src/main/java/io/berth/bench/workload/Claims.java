package io.berth.bench.workload;

import io.berth.bench.client.Endpoint;
import io.berth.bench.load.Script;
import io.berth.bench.report.Goal;
import io.berth.bench.target.Target;
import io.berth.bench.world.FlatWorld;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * PUT /allocations of a new consumer on a provider at random.
 *
 * @param providers so many of the world's are claimed from
 */
public record Claims(
        String name, FlatWorld world, int providers, boolean isComparedToReal, List<Integer> connections, List<Goal> goals)
        implements Workload {
    @Override
    public List<Goal> goals(int count) {
        return goals;
    }

    @Override
    public List<Script> scripts(Target target, int count) {
        List<byte[]> uuids = IntStream.range(0, this.providers)
                .mapToObj(number -> world.provider(number).toString().getBytes(StandardCharsets.US_ASCII))
                .toList();
        return IntStream.range(0, count).<Script>mapToObj(any -> new Claim(target.placement(), uuids)).toList();
    }

    /** A claim's bytes; consumer and provider are at the two places of the placeholder. */
    static byte[] request(Endpoint endpoint, String consumer, String provider) {
        return endpoint.request("PUT", "/allocations/" + consumer, """
                {"allocations":{"%s":{"resources":{"VCPU":1,"MEMORY_MB":256,"DISK_GB":10}}},\
                "project_id":"bench","user_id":"bench","consumer_generation":null,"consumer_type":"INSTANCE"}"""
                .formatted(provider));
    }

    private static final class Claim implements Script {
        private final SplittableRandom random = new SplittableRandom(UUID.randomUUID().getMostSignificantBits());
        private final List<byte[]> providers;
        private final byte[] request;
        private final int consumerAt;
        private final int providerAt;

        Claim(Endpoint endpoint, List<byte[]> providers) {
            this.providers = providers;
            request = request(endpoint, Uuids.PLACEHOLDER, Uuids.PLACEHOLDER);
            consumerAt = Uuids.firstIndexOf(request, Uuids.PLACEHOLDER);
            providerAt = Uuids.indexOf(request, Uuids.PLACEHOLDER);
        }

        @Override
        public byte[] next() {
            Uuids.write(random, request, consumerAt);
            Uuids.write(providers.get(random.nextInt(providers.size())), request, providerAt);
            return request;
        }

        @Override
        public boolean accepts(int status, long bodyBytes) {
            return status == 204;
        }
    }
}

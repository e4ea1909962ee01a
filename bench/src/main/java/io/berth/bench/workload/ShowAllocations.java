package io.berth.bench.workload;

import io.berth.bench.client.Endpoint;
import io.berth.bench.load.Script;
import io.berth.bench.report.Goal;
import io.berth.bench.target.Target;
import io.berth.bench.world.Crew;
import io.berth.bench.world.FlatWorld;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** GET /allocations/{consumer} of consumers at random. */
public record ShowAllocations(FlatWorld world, List<Integer> connections, List<Goal> goals) implements Workload {
    private static final int CONSUMERS = 500;

    /** An answer without allocations is shorter. */
    private static final int BODY_BYTES_MIN = 100;

    @Override
    public String name() {
        return "GET /allocations/{consumer}";
    }

    @Override
    public List<Goal> goals(int count) {
        return goals;
    }

    @Override
    public List<Script> scripts(Target target, int count) {
        Endpoint endpoint = target.placement();
        List<String> consumers = Stream.generate(() -> UUID.randomUUID().toString()).limit(CONSUMERS).toList();
        Crew.run(endpoint, CONSUMERS, (connection, number) -> connection.ask(Claims.request(
                        endpoint, consumers.get(number), world.provider(number % world.providers()).toString()))
                .expect(204));
        List<byte[]> requests = consumers.stream().map(consumer -> endpoint.request("GET", "/allocations/" + consumer)).toList();
        return IntStream.range(0, count).<Script>mapToObj(seed -> new Show(new SplittableRandom(seed), requests)).toList();
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

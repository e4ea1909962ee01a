package io.berth.bench.workload;

import io.berth.bench.client.Connection;
import io.berth.bench.client.Endpoint;
import io.berth.bench.load.Script;
import io.berth.bench.report.Goal;
import io.berth.bench.target.Target;
import io.berth.bench.world.FlatWorld;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** PUT /resource_providers/{uuid}/inventories with the right generation; each connection has providers of its own. */
public record PutInventories(FlatWorld world, List<Integer> connections, List<Goal> goals) implements Workload {
    /** As many as are needed for no provider to be written twice in a row. */
    private static final int PROVIDERS_A_CONNECTION = 16;

    /** Blanks after a JSON number mean nothing: so every generation has the same length. */
    private static final int GENERATION_BYTES = 10;

    @Override
    public String name() {
        return "inventory PUT";
    }

    @Override
    public List<Goal> goals(int count) {
        return goals;
    }

    @Override
    public List<Script> scripts(Target target, int count) {
        Endpoint endpoint = target.placement();
        try (Connection connection = new Connection(endpoint)) {
            return IntStream.range(0, count).<Script>mapToObj(number -> put(endpoint, connection, number)).toList();
        }
    }

    private Put put(Endpoint endpoint, Connection connection, int number) {
        List<byte[]> requests = new ArrayList<>();
        long[] generations = new long[PROVIDERS_A_CONNECTION];
        for (int i = 0; i < PROVIDERS_A_CONNECTION; i++) {
            String path = "/resource_providers/" + world.provider(number * PROVIDERS_A_CONNECTION + i);
            generations[i] = connection.ask(endpoint.request("GET", path)).expect(200).json().path("generation").asLong();
            requests.add(endpoint.request("PUT", path + "/inventories",
                    "{\"resource_provider_generation\":" + Put.PLACEHOLDER + ",\"inventories\":" + FlatWorld.INVENTORIES + "}"));
        }
        return new Put(requests, generations);
    }

    private static final class Put implements Script {
        static final String PLACEHOLDER = "0".repeat(GENERATION_BYTES);

        private final List<byte[]> requests;
        private final long[] generations;
        private final int generationAt;
        private int turn;

        Put(List<byte[]> requests, long[] generations) {
            this.requests = requests;
            this.generations = generations;
            // Ids are of one length, so it is at the same place in each.
            generationAt = Uuids.firstIndexOf(requests.getFirst(), PLACEHOLDER);
        }

        @Override
        public byte[] next() {
            turn = (turn + 1) % generations.length;
            byte[] request = requests.get(turn);
            byte[] digits = Long.toString(generations[turn]++).getBytes(StandardCharsets.US_ASCII);
            Arrays.fill(request, generationAt, generationAt + GENERATION_BYTES, (byte) ' ');
            System.arraycopy(digits, 0, request, generationAt, digits.length);
            return request;
        }

        @Override
        public boolean accepts(int status, long bodyBytes) {
            return status == 200;
        }
    }
}

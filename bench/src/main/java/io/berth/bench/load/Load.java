package io.berth.bench.load;

import io.berth.bench.client.Connection;
import io.berth.bench.client.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Closed-loop load: every connection has a thread, which sends its next request when it has the last answer. An answer counts for
 * the run in which it came.
 */
public final class Load {
    private final Endpoint endpoint;
    private final List<Script> scripts;

    /** @param scripts one a connection */
    public Load(Endpoint endpoint, List<Script> scripts) {
        this.endpoint = endpoint;
        this.scripts = List.copyOf(scripts);
    }

    /**
     * Runs, one after another without a pause.
     *
     * @param cpu looked at before and after
     * @throws LoadFailed at the first answer that is not expected
     */
    public List<Measured> run(int runs, Duration length, Supplier<CpuTime> cpu) {
        long began = System.nanoTime();
        CpuTime cpuBefore = cpu.get();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("load-", 0).factory())) {
            List<Future<List<Latencies>>> connections = new ArrayList<>();
            for (Script script : scripts) {
                connections.add(threads.submit(() -> drive(script, began, runs, length.toNanos())));
            }
            List<List<Latencies>> all = new ArrayList<>();
            for (Future<List<Latencies>> connection : connections) {
                all.add(connection.get());
            }
            return measured(all, runs, length, cpu.get().since(cpuBefore));
        } catch (ExecutionException failure) {
            throw new LoadFailed(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new LoadFailed(stop);
        }
    }

    private static List<Measured> measured(List<List<Latencies>> all, int runs, Duration length, CpuTime cpu) {
        long answers = all.stream().flatMap(List::stream).mapToLong(Latencies::count).sum();
        return Stream.iterate(0, run -> run + 1).limit(runs)
                .map(run -> Measured.of(all.stream().map(connection -> connection.get(run)).toList(), length)
                        .withCpu(micros(cpu.server(), answers), micros(cpu.database(), answers)))
                .toList();
    }

    private static double micros(Duration time, long answers) {
        return answers == 0 ? 0 : time.toNanos() / 1e3 / answers;
    }

    private List<Latencies> drive(Script script, long began, int runs, long runNanos) throws IOException {
        List<Latencies> latencies = Stream.generate(Latencies::new).limit(runs).toList();
        try (Connection connection = new Connection(endpoint)) {
            while (true) {
                byte[] request = script.next();
                long sent = System.nanoTime();
                connection.exchange(request);
                long answered = System.nanoTime();
                if (!script.accepts(connection.status(), connection.bodyBytes())) {
                    throw new IOException("%s was answered %d with %d bytes: %s".formatted(
                            firstLine(request), connection.status(), connection.bodyBytes(), connection.tail()));
                }
                long run = (answered - began) / runNanos;
                if (run >= runs) {
                    return latencies;
                }
                latencies.get((int) run).add(answered - sent);
            }
        }
    }

    private static String firstLine(byte[] request) {
        return new String(request, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
    }
}

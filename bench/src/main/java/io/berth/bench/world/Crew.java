package io.berth.bench.world;

import io.berth.bench.client.Connection;
import io.berth.bench.client.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Does something many times over several connections, for what is not measured. */
public final class Crew {
    /** As many as keep both servers busy. */
    private static final int CONNECTIONS = 8;

    /** One piece of it. */
    public interface Piece {
        void run(Connection connection, int number);
    }

    private Crew() {}

    /** Runs the pieces numbered from 0 up; the first failure ends it. */
    public static void run(Endpoint endpoint, int pieces, Piece piece) {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> members = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                members.add(threads.submit(() -> work(endpoint, pieces, piece, next)));
            }
            for (Future<?> member : members) {
                member.get();
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    private static void work(Endpoint endpoint, int pieces, Piece piece, AtomicInteger next) {
        try (Connection connection = new Connection(endpoint)) {
            for (int number = next.getAndIncrement(); number < pieces; number = next.getAndIncrement()) {
                piece.run(connection, number);
            }
        } catch (RuntimeException failure) {
            next.set(pieces);
            throw failure;
        }
    }
}

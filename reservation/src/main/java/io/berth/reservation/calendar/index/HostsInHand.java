package io.berth.reservation.calendar.index;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The hosts for which this process is writing bookings: who would book them too waits here instead of losing a race in the
 * database, or takes others. A courtesy among neighbours: correctness does not rest on it.
 */
final class HostsInHand {
    /** Longer than any write takes unless the database is in trouble: then whoever waits goes on and loses the race, at worst. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<UUID, CompletableFuture<Void>> inHand = new HashMap<>();

    /** To be released when the bookings are written, or not. */
    final class Hold implements AutoCloseable {
        private final Collection<UUID> hosts;
        private final CompletableFuture<Void> released = new CompletableFuture<>();

        private Hold(Collection<UUID> hosts) {
            this.hosts = hosts;
        }

        @Override
        public void close() {
            synchronized (HostsInHand.this) {
                hosts.forEach(host -> inHand.remove(host, released));
            }
            released.complete(null);
        }
    }

    /** Those in hand now. */
    synchronized Set<UUID> hosts() {
        return inHand.isEmpty() ? Set.of() : Set.copyOf(inHand.keySet());
    }

    /** All of these hosts, where none is in another's hand. */
    synchronized Optional<Hold> take(Collection<UUID> wanted) {
        if (wanted.stream().anyMatch(inHand::containsKey)) {
            return Optional.empty();
        }
        Hold hold = new Hold(List.copyOf(wanted));
        wanted.forEach(host -> inHand.put(host, hold.released));
        return Optional.of(hold);
    }

    /** Until those who had some of these in hand have released them. */
    void await(Collection<UUID> wanted) {
        List<CompletableFuture<Void>> others;
        synchronized (this) {
            others = wanted.stream().map(inHand::get).filter(Objects::nonNull).distinct().toList();
        }
        try {
            CompletableFuture.allOf(others.toArray(CompletableFuture[]::new)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            // The database decides who was first.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }
}

package io.berth.reservation.health;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.reservation.health.HealthChange.RoundBegun;
import io.berth.reservation.host.Host;
import io.berth.store.DueItem;
import io.berth.store.DueWork;
import io.berth.store.Store;
import io.berth.store.WorkChange.ScheduleWork;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has all hosts looked at again and again. No transaction waits for a host: the due work marks that a round has begun, and whoever
 * committed the mark looks, outside any transaction; what was found is counted in the database, whichever process found it.
 */
public final class HealthPoller {
    /** Its key is always {@link #KEY}: one process looks at a time. */
    static final String POLL = "host.health.poll";

    private static final String KEY = "all";
    private static final Logger LOG = LoggerFactory.getLogger(HealthPoller.class);

    private final Store store;
    private final HostHealths healths;
    private final HealthProbe probe;
    private final HealthOptions options;
    private final Clock clock;
    private final AtomicBoolean isLooking = new AtomicBoolean();

    public HealthPoller(Store store, HostHealths healths, HealthProbe probe, HealthOptions options, Clock clock) {
        this.store = store;
        this.healths = healths;
        this.probe = probe;
        this.options = options;
        this.clock = clock;
    }

    /** To be called while wiring. */
    public HealthPoller register(DueWork due) {
        due.handles(POLL, this::begin);
        store.onCommit(this::lookWhereARoundBegan);
        return this;
    }

    /** To be called when the process starts: nothing is looked at where no interval is set. */
    public void start() {
        if (!options.poll().isZero()) {
            store.write(List.of(new ScheduleWork(POLL, KEY, clock.now().plus(options.poll()))));
        }
    }

    private List<Change> begin(Handle tx, DueItem item) {
        return options.poll().isZero()
                ? List.of()
                : List.of(new RoundBegun(clock.now()), new ScheduleWork(POLL, KEY, clock.now().plus(options.poll())));
    }

    private void lookWhereARoundBegan(List<Change> committed) {
        // A round that takes longer than the interval is not overtaken by the next.
        if (committed.stream().anyMatch(RoundBegun.class::isInstance) && isLooking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("host-health").start(() -> {
                try {
                    look();
                } catch (RuntimeException trouble) {
                    LOG.warn("hosts could not be looked at, again in {}", options.poll(), trouble);
                } finally {
                    isLooking.set(false);
                }
            });
        }
    }

    boolean isLooking() {
        return isLooking.get();
    }

    /** Looks at all hosts once. */
    void look() {
        List<Host> hosts = healths.hosts();
        Map<UUID, HostHealth> known = healths.known();
        Map<UUID, HealthProbe.Finding> found = probe.look(hosts);
        for (Host host : hosts) {
            HealthProbe.Finding finding = found.get(host.id());
            HostHealth health = known.getOrDefault(host.id(), HostHealth.unknown(host));
            if (finding != null && (finding.status() != health.status() || health.strikes() > 0)) {
                healths.observe(host.id(), finding.status(), finding.reason(), probe.source());
            }
        }
    }
}

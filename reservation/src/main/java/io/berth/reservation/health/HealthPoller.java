package io.berth.reservation.health;

import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.reservation.host.Host;
import io.berth.store.DueWork;
import io.berth.store.ErrandChange.ErrandBegun;
import io.berth.store.Errands;
import io.berth.store.Store;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has all hosts looked at again and again, by one process at a time: an errand with one key. What was found is counted in the
 * database, whichever process found it.
 */
public final class HealthPoller implements Errands.Errand {
    /** Its key is always {@link #KEY}. */
    static final String POLL = "host.health.poll";

    /** How long a round may last until another is begun beside it; so long nobody looks where a process dies in a round. */
    static final Duration BUSY = Duration.ofMinutes(15);

    /** When a round stops to write down what was found: the next finds it again. */
    static final Duration ROUND_MAX = Duration.ofMinutes(12);

    private static final String KEY = "all";
    private static final Logger LOG = LoggerFactory.getLogger(HealthPoller.class);

    private final Store store;
    private final HostHealths healths;
    private final List<HealthProbe> probes;
    private final HealthOptions options;
    private final Clock clock;

    /** @param probes in the order in which they count */
    public HealthPoller(Store store, HostHealths healths, List<HealthProbe> probes, HealthOptions options, Clock clock) {
        this.store = store;
        this.healths = healths;
        this.probes = List.copyOf(probes);
        this.options = options;
        this.clock = clock;
    }

    /** To be called while wiring. */
    public HealthPoller register(DueWork due) {
        due.handles(POLL, new Errands(store, POLL, BUSY, clock, this));
        return this;
    }

    /** To be called when the process starts: nothing is looked at where no interval is set. A round that is due sooner stays so. */
    public void start() {
        if (options.poll().isZero()) {
            return;
        }
        Instant first = clock.now().plus(options.poll());
        store.decide(
                tx -> store.workDueAt(tx, POLL, KEY),
                due -> Decision.accept(
                        due.filter(at -> !at.isAfter(first)).isPresent() ? List.of() : List.of(new ScheduleWork(POLL, KEY, first)),
                        first));
    }

    @Override
    public boolean isWanted(Handle tx, String key) {
        return !options.poll().isZero();
    }

    @Override
    public void run(ErrandBegun begun) {
        try {
            look();
        } catch (RuntimeException trouble) {
            LOG.warn("hosts could not be looked at, again in {}", options.poll(), trouble);
        }
        store.decide(tx -> Errands.isOurs(tx, begun), isOurs -> ended(begun, isOurs));
    }

    /** The next round begins an interval after this one did, or at once where this one took longer. */
    private Decision<Boolean> ended(ErrandBegun begun, boolean isOurs) {
        Instant now = clock.now();
        Instant next = begun.until().minus(BUSY).plus(options.poll());
        ScheduleWork again = new ScheduleWork(POLL, KEY, next.isBefore(now) ? now : next);
        return Decision.accept(isOurs ? List.of(begun.ended(), again) : List.of(), isOurs);
    }

    /** Looks at all hosts once. */
    void look() {
        Instant end = clock.now().plus(ROUND_MAX);
        List<Host> hosts = healths.hosts();
        List<Findings.Look> looks = probes.stream().flatMap(probe -> look(probe, hosts).stream()).toList();
        Map<UUID, HostHealth> known = healths.known();
        Findings findings = new Findings(known, looks);
        findings.doubted().forEach(source ->
                LOG.warn("more than half of the hosts fell silent at once, as {} tells: more likely it is the network", source));
        for (Host host : hosts) {
            if (clock.now().isAfter(end)) {
                LOG.warn("looking at hosts took longer than {}: the rest of what was found waits for the next round", ROUND_MAX);
                return;
            }
            HostHealth health = known.getOrDefault(host.id(), HostHealth.unknown(host));
            findings.of(host.id())
                    .filter(found -> found.finding().status() != health.status() || health.strikes() > 0)
                    .ifPresent(found -> healths.observe(
                            host.id(), found.finding().status(), found.finding().reason(), found.source()));
        }
    }

    /** One who cannot look does not keep the others from it. */
    private static Optional<Findings.Look> look(HealthProbe probe, List<Host> hosts) {
        try {
            return Optional.of(new Findings.Look(probe.source(), probe.look(hosts)));
        } catch (RuntimeException trouble) {
            LOG.warn("{} could not look at hosts", probe.source(), trouble);
            return Optional.empty();
        }
    }
}

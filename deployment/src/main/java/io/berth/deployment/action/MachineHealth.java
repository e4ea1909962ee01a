package io.berth.deployment.action;

import io.berth.deployment.design.CompiledDesign;
import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.node.Node;
import io.berth.deployment.node.NodeStore;
import io.berth.deployment.reference.Designs;
import io.berth.deployment.reference.LoadedDesign;
import io.berth.hardware.BmcResult;
import io.berth.hardware.SystemHealth;
import io.berth.store.Database;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** How machines are, as their management controllers see it. */
public final class MachineHealth {
    private final Database database;
    private final Designs designs;
    private final Machines machines;
    private final int atOnce;

    /** @param atOnce how many controllers are asked at one time */
    public MachineHealth(Database database, Designs designs, Machines machines, int atOnce) {
        this.database = database;
        this.designs = designs;
        this.machines = machines;
        this.atOnce = atOnce;
    }

    /**
     * Asks the controllers of these hosts; waits until all have answered, or have not within the driver's limits.
     *
     * @return by host; those that are no nodes of a design, or whose controllers do not tell, are missing
     */
    public Map<String, SystemHealth> of(Collection<String> hosts) {
        List<Node> nodes = database.read(handle -> NodeStore.named(handle, hosts));
        Map<String, Optional<EffectiveDesign>> loaded = new HashMap<>();
        nodes.forEach(node -> loaded.computeIfAbsent(node.designRef(), this::load));
        Map<String, SystemHealth> found = new ConcurrentHashMap<>();
        Semaphore places = new Semaphore(atOnce);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            nodes.forEach(node -> threads.execute(() -> {
                places.acquireUninterruptibly();
                try {
                    ask(node, loaded.getOrDefault(node.designRef(), Optional.empty()))
                            .ifPresent(health -> found.put(node.hostname(), health));
                } finally {
                    places.release();
                }
            }));
        }
        return Map.copyOf(found);
    }

    private Optional<EffectiveDesign> load(String reference) {
        return designs.loadOnce(reference) instanceof LoadedDesign.Read read
                        && read.compiled() instanceof CompiledDesign.Compiled compiled
                ? Optional.of(compiled.design())
                : Optional.empty();
    }

    /** A controller that does not answer says nothing of its machine: its network may have failed. */
    private Optional<SystemHealth> ask(Node node, Optional<EffectiveDesign> design) {
        return design.flatMap(it -> it.node(node.hostname()))
                .flatMap(it -> machines.locate(it) instanceof Machines.Located.Controller controller
                                && machines.driver().readHealth(controller.endpoint()) instanceof BmcResult.Done<SystemHealth> done
                        ? Optional.of(done.value())
                        : Optional.empty());
    }
}

package io.berth.deployment.action;

import io.berth.base.Sweep;
import io.berth.deployment.design.CompiledDesign;
import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.node.Node;
import io.berth.deployment.node.NodeStore;
import io.berth.deployment.reference.Designs;
import io.berth.deployment.reference.LoadedDesign;
import io.berth.hardware.BmcResult;
import io.berth.hardware.SystemHealth;
import io.berth.store.Database;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How machines are, as their management controllers see it. */
public final class MachineHealth {
    /** How long all controllers together may take. Those that were not asked by then are the first of the next look. */
    static final Duration ROUND = Duration.ofMinutes(5);

    private final Database database;
    private final Designs designs;
    private final Machines machines;
    private final Sweep sweep;

    /** @param atOnce how many controllers are asked at one time */
    public MachineHealth(Database database, Designs designs, Machines machines, int atOnce) {
        this.database = database;
        this.designs = designs;
        this.machines = machines;
        this.sweep = new Sweep(atOnce, ROUND);
    }

    /**
     * Asks the controllers of these hosts; waits until all have answered, or have not within the driver's limits or those of the round.
     *
     * @return by host; those that are no nodes of a design, or whose controllers do not tell in time, are missing
     */
    public Map<String, SystemHealth> of(Collection<String> hosts) {
        List<Node> nodes = database.read(handle -> NodeStore.named(handle, hosts));
        Map<String, Optional<EffectiveDesign>> loaded = new HashMap<>();
        nodes.forEach(node -> loaded.computeIfAbsent(node.designRef(), this::load));
        Map<String, SystemHealth> found = new HashMap<>();
        sweep.ask(nodes, node -> ask(node, loaded.getOrDefault(node.designRef(), Optional.empty())))
                .forEach((node, health) -> found.put(node.hostname(), health));
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

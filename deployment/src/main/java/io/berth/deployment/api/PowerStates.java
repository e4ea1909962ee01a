package io.berth.deployment.api;

import io.berth.deployment.DeploymentOptions;
import io.berth.deployment.action.Machines;
import io.berth.deployment.design.CompiledDesign;
import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.node.Node;
import io.berth.deployment.reference.Designs;
import io.berth.deployment.reference.LoadedDesign;
import io.berth.hardware.BmcResult;
import io.berth.hardware.PowerState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Whether machines are switched on, asked of their controllers. A list of nodes is answered within a bound of time: what
 * is not known by then is {@code unknown}, and will be known to a later list.
 */
final class PowerStates {
    private static final String UNKNOWN = "unknown";
    private static final String ERROR = "error";

    private final Designs designs;
    private final Machines machines;
    private final DeploymentOptions options;
    private final Semaphore places;
    private final Map<String, Seen> lastSeen = new ConcurrentHashMap<>();
    private final Set<String> asking = ConcurrentHashMap.newKeySet();

    private record Seen(String state, long atNanos) {}

    PowerStates(Designs designs, Machines machines, DeploymentOptions options) {
        this.designs = designs;
        this.machines = machines;
        this.options = options;
        this.places = new Semaphore(options.nodesAtOnce());
    }

    /**
     * By host name: {@code on}, {@code off}, {@code unknown}, or {@code error} where the controller does not tell
     * (contract drydock §4.9).
     */
    Map<String, String> of(List<Node> nodes) {
        lastSeen.keySet().retainAll(nodes.stream().map(Node::hostname).toList());
        // One question a controller at a time, however often lists are asked for while it does not answer.
        List<Node> stale =
                nodes.stream().filter(node -> !isFresh(node) && asking.add(node.hostname())).toList();
        CountDownLatch asked = new CountDownLatch(stale.size());
        Map<String, Optional<EffectiveDesign>> loaded = new ConcurrentHashMap<>();
        for (Node node : stale) {
            Thread.ofVirtual().name("power-" + node.hostname()).start(() -> {
                try {
                    ask(node, loaded.computeIfAbsent(node.designRef(), this::load));
                } finally {
                    asking.remove(node.hostname());
                    asked.countDown();
                }
            });
        }
        try {
            boolean ignored = asked.await(options.powerStateWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        Map<String, String> states = new HashMap<>();
        nodes.forEach(node -> states.put(
                node.hostname(), isFresh(node) ? lastSeen.getOrDefault(node.hostname(), new Seen(UNKNOWN, 0)).state() : UNKNOWN));
        return states;
    }

    private boolean isFresh(Node node) {
        Seen seen = lastSeen.get(node.hostname());
        return seen != null && System.nanoTime() - seen.atNanos() < options.powerStateAge().toNanos();
    }

    private Optional<EffectiveDesign> load(String reference) {
        return designs.loadOnce(reference) instanceof LoadedDesign.Read read
                        && read.compiled() instanceof CompiledDesign.Compiled compiled
                ? Optional.of(compiled.design())
                : Optional.empty();
    }

    private void ask(Node node, Optional<EffectiveDesign> design) {
        try {
            places.acquire();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            String state = design.flatMap(it -> it.node(node.hostname())).map(this::read).orElse(UNKNOWN);
            lastSeen.put(node.hostname(), new Seen(state, System.nanoTime()));
        } finally {
            places.release();
        }
    }

    private String read(EffectiveNode node) {
        return switch (machines.locate(node)) {
            case Machines.Located.Nowhere nowhere -> UNKNOWN;
            case Machines.Located.Controller controller -> switch (machines.driver().readPower(controller.endpoint())) {
                case BmcResult.Done<PowerState> done -> word(done.value());
                case BmcResult.Refused<PowerState> refused -> ERROR;
                case BmcResult.Unreachable<PowerState> unreachable -> ERROR;
            };
        };
    }

    private static String word(PowerState state) {
        return switch (state) {
            case ON, POWERING_OFF -> "on";
            case OFF, POWERING_ON -> "off";
            case PAUSED, UNKNOWN -> UNKNOWN;
        };
    }
}

package io.berth.deployment.action;

import io.berth.deployment.DeploymentChange.BootPlanned;
import io.berth.deployment.DeploymentChange.MessagesAdded;
import io.berth.deployment.DeploymentChange.NodeStateChanged;
import io.berth.deployment.boot.BootContext;
import io.berth.deployment.boot.BootKey;
import io.berth.deployment.boot.BootStore;
import io.berth.deployment.boot.PlannedAction;
import io.berth.deployment.boot.Ulid;
import io.berth.deployment.design.EffectiveBootAction;
import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.node.Node;
import io.berth.deployment.node.NodeState;
import io.berth.deployment.node.NodeStore;
import io.berth.deployment.run.NodeOutcome;
import io.berth.deployment.run.TaskRun;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.Task;
import io.berth.hardware.BmcEndpoint;
import io.berth.hardware.BmcResult;
import io.berth.hardware.PowerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deploys one node: plans its boot with a new key, makes it boot from the network, and waits until it calls home. Each
 * stage leaves its trace in the boot context, so that another process goes on after it.
 */
final class DeployNode {
    private final TaskRun run;
    private final EffectiveDesign design;
    private final Machines machines;

    DeployNode(TaskRun run, EffectiveDesign design, Machines machines) {
        this.run = run;
        this.design = design;
        this.machines = machines;
    }

    private record Present(Optional<Node> node, Optional<BootContext> context) {}

    NodeOutcome perform(Task step, String name) {
        Optional<EffectiveNode> planned = design.node(name);
        if (planned.isEmpty()) {
            return NodeOutcome.hopeless(List.of(Unknown.node(run, name)));
        }
        Present present =
                run.read(handle -> new Present(NodeStore.named(handle, name), BootStore.ofNode(handle, name)));
        Optional<Node> node = present.node().filter(it -> it.state() == NodeState.READY || it.state().isTaken());
        if (node.isEmpty()) {
            return NodeOutcome.hopeless(List.of(FailureCause.NOT_PREPARED.message(
                    run.now(), name, "Node " + name + " is not prepared for deployment; prepare_nodes does that.")));
        }
        Optional<BootContext> begun = present.context().filter(context -> context.task().equals(step.id()));
        // A lease gets machines as its design says, not as whoever had them before left them.
        if (begun.isEmpty() && node.get().state() == NodeState.DEPLOYED && run.root().origin().leaseId().isEmpty()) {
            return NodeOutcome.done(
                    List.of(note(name, "Located node " + name + ", node deployed. Skipping...")), List.of());
        }
        return switch (machines.locate(planned.get())) {
            case Machines.Located.Nowhere nowhere ->
                NodeOutcome.hopeless(List.of(FailureCause.NOT_PREPARED.message(run.now(), name, nowhere.reason())));
            case Machines.Located.Controller controller ->
                begun.isPresent()
                        ? goOn(begun.get(), step, controller.endpoint())
                        : install(plan(step, node.get(), planned.get()), step, controller.endpoint());
        };
    }

    /** Gives the node a key and its boot actions ids, in one transaction with its new state (contract drydock §14.5). */
    private BootContext plan(Task step, Node node, EffectiveNode planned) {
        Instant now = run.now();
        String name = node.hostname();
        BootKey key = BootKey.random(run.ids());
        BootContext context = new BootContext(
                name,
                step.id(),
                key,
                run.root().designRef(),
                node.bootMac(),
                Optional.ofNullable(planned.settings().image()).orElse(""),
                Optional.ofNullable(planned.settings().kernel()).orElse(""),
                planned.kernelCommandLine().strip(),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<PlannedAction> actions = new ArrayList<>();
        for (EffectiveBootAction action : design.bootActionsOf(name)) {
            PlannedAction.Status status = action.action().signaling()
                    ? PlannedAction.Status.INCOMPLETE
                    : PlannedAction.Status.UNREPORTED;
            actions.add(new PlannedAction(
                    Ulid.next(now, run.ids()), actions.size(), action.name(), name, step.id(), key, status));
        }
        run.write(List.of(
                new BootPlanned(context, actions),
                new NodeStateChanged(name, NodeState.DEPLOYING),
                new MessagesAdded(
                        step.id(), List.of(note(name, "Acquiring node " + name + " for deployment")))));
        return context;
    }

    /** After another process began: a machine that boots is left alone, one that lost its power starts over with its key. */
    private NodeOutcome goOn(BootContext context, Task step, BmcEndpoint endpoint) {
        boolean isUnderWay = context.netbootedAt().isPresent() && !isOff(endpoint);
        return isUnderWay || context.phonedHomeAt().isPresent()
                ? awaitHome(context, step)
                : install(context, step, endpoint);
    }

    private boolean isOff(BmcEndpoint endpoint) {
        boolean off = machines.driver().readPower(endpoint) instanceof BmcResult.Done<PowerState> done
                && done.value() == PowerState.OFF;
        run.checkNotStopped();
        return off;
    }

    private NodeOutcome install(BootContext context, Task step, BmcEndpoint endpoint) {
        return bootFromNetwork(context.nodeName(), step, endpoint).orElseGet(() -> awaitHome(context, step));
    }

    private NodeOutcome awaitHome(BootContext context, Task step) {
        Instant deadline = context.createdAt().plus(run.options().deployNode());
        Optional<BootContext> home = run.await("node/" + context.nodeName(), deadline, handle -> BootStore.ofNode(handle, context.nodeName())
                .filter(now -> now.task().equals(step.id()) && now.phonedHomeAt().isPresent()));
        NodeOutcome outcome = home.map(this::arrived).orElseGet(() -> lost(context.nodeName(), step));
        boolean hasLogs = run.read(handle -> NodeStore.countBuildData(handle, step.id())) > 0;
        return hasLogs ? outcome.withLogs() : outcome;
    }

    private Optional<NodeOutcome> bootFromNetwork(String name, Task step, BmcEndpoint endpoint) {
        run.checkWanted();
        BmcResult<?> boot = machines.driver().setNetworkBootOnce(endpoint);
        if (boot.isDone()) {
            run.tell(step, Machines.messages(run.now(), name, boot.messages()));
            BmcResult<?> power = machines.driver().powerCycle(endpoint);
            if (power.isDone()) {
                run.tell(step, Machines.messages(run.now(), name, power.messages()));
                return Optional.empty();
            }
            return Optional.of(failed(name, Machines.failure(run.now(), name, power, FailureCause.HOST_NOT_POWERED_ON)));
        }
        return Optional.of(failed(name, Machines.failure(run.now(), name, boot, FailureCause.HOST_NOT_POWERED_ON)));
    }

    private NodeOutcome arrived(BootContext context) {
        String name = context.nodeName();
        return context.installError()
                .map(error -> failed(name, List.of(
                        ResultMessage.ofNode(run.now(), name, error, true),
                        ResultMessage.ofNode(run.now(), name, "Node " + name + " deployment failed", true))))
                .orElseGet(() -> NodeOutcome.done(
                        List.of(note(name, "Node " + name + " deployed")),
                        List.of(new NodeStateChanged(name, NodeState.DEPLOYED))));
    }

    private NodeOutcome lost(String name, Task step) {
        boolean booted = run.read(handle -> BootStore.ofNode(handle, name))
                .filter(context -> context.task().equals(step.id()))
                .flatMap(BootContext::netbootedAt)
                .isPresent();
        String text = "Node " + name + " deployment timed out";
        return failed(name, List.of(
                booted
                        ? ResultMessage.ofNode(run.now(), name, text, true)
                        : FailureCause.NO_NETWORK_BOOT.message(run.now(), name, text + ", it did not boot from the network")));
    }

    private static NodeOutcome failed(String name, List<ResultMessage> messages) {
        return NodeOutcome.failed(messages, List.of(new NodeStateChanged(name, NodeState.FAILED_DEPLOYMENT)));
    }

    private ResultMessage note(String name, String text) {
        return ResultMessage.ofNode(run.now(), name, text, false);
    }
}

package io.berth.deployment.action;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.base.Refusal;
import io.berth.deployment.DeploymentChange.BuildDataCollected;
import io.berth.deployment.DeploymentChange.NodeRegistered;
import io.berth.deployment.DeploymentChange.NodeStateChanged;
import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.node.BuildData;
import io.berth.deployment.node.Enrolment;
import io.berth.deployment.node.MacAddress;
import io.berth.deployment.node.Node;
import io.berth.deployment.node.NodeState;
import io.berth.deployment.node.NodeStore;
import io.berth.deployment.run.NodeOutcome;
import io.berth.deployment.run.NodeSteps;
import io.berth.deployment.run.TaskRun;
import io.berth.deployment.task.ActionName;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.Task;
import io.berth.hardware.BmcResult;
import io.berth.hardware.SystemFacts;
import io.berth.http.Json;
import io.berth.placement.Ledger;
import io.berth.placement.Provider;
import io.berth.placement.RegisterProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * {@code prepare_nodes}: each node's controller is asked what its machine is, and the machine is enrolled: as a node here
 * and as a root provider in the ledger. Nothing is switched on or off, so preparing a node again does no harm.
 */
final class PrepareNodes extends NodeAction {
    private static final String GENERATOR = "redfish";

    private final Machines machines;
    private final Ledger ledger;

    PrepareNodes(DesignChecks checks, Machines machines, Ledger ledger) {
        super(checks);
        this.machines = machines;
        this.ledger = ledger;
    }

    @Override
    End perform(TaskRun run, EffectiveDesign design, List<String> nodes) {
        NodeSteps steps = new NodeSteps(run, ActionName.PREPARE_NODES, (step, node) -> prepare(run, design, step, node));
        return End.of(steps.below(run.root(), nodes, 0), List.of());
    }

    private NodeOutcome prepare(TaskRun run, EffectiveDesign design, Task step, String name) {
        Optional<EffectiveNode> node = design.node(name);
        if (node.isEmpty()) {
            return NodeOutcome.hopeless(List.of(Unknown.node(run, name)));
        }
        return switch (machines.locate(node.get())) {
            case Machines.Located.Nowhere nowhere ->
                NodeOutcome.hopeless(List.of(FailureCause.NOT_PREPARED.message(run.now(), name, nowhere.reason())));
            case Machines.Located.Controller controller -> {
                boolean wasKnown = begin(run, node.get());
                BmcResult<SystemFacts> result = machines.driver().readFacts(controller.endpoint());
                yield switch (result) {
                    case BmcResult.Done<SystemFacts> done -> enrol(run, step, node.get(), done);
                    case BmcResult.Refused<SystemFacts> refused -> failed(run, name, refused, wasKnown);
                    case BmcResult.Unreachable<SystemFacts> unreachable -> failed(run, name, unreachable, wasKnown);
                };
            }
        };
    }

    /** A machine that is seen for the first time shows at once that it is worked on. Answers whether it was known. */
    private static boolean begin(TaskRun run, EffectiveNode node) {
        Optional<Node> known = run.read(handle -> NodeStore.named(handle, node.name()));
        if (known.isEmpty()) {
            run.write(List.of(new NodeRegistered(new Node(
                    node.name(),
                    Optional.ofNullable(node.bootMac()).flatMap(MacAddress::canonical),
                    node.oobAddress(),
                    run.root().designRef(),
                    NodeState.COMMISSIONING,
                    0,
                    0,
                    0,
                    Optional.empty(),
                    Enrolment.providerOf(node.name()),
                    new TreeSet<>()))));
        }
        return known.filter(it -> it.state() != NodeState.COMMISSIONING && it.state() != NodeState.NEW).isPresent();
    }

    private static NodeOutcome failed(TaskRun run, String name, BmcResult<SystemFacts> result, boolean wasKnown) {
        return NodeOutcome.failed(
                Machines.failure(run.now(), name, result, FailureCause.NOT_PREPARED),
                wasKnown ? List.of() : List.of(new NodeStateChanged(name, NodeState.NEW)));
    }

    /** The node and provider to be, and what the ledger knows. */
    private record View(Node node, RegisterProvider.Wanted wanted, RegisterProvider.View ledger) {}

    private NodeOutcome enrol(TaskRun run, Task step, EffectiveNode design, BmcResult.Done<SystemFacts> facts) {
        String name = design.name();
        Instant now = run.now();
        Decision<Node> decision = run.decide(
                tx -> view(tx, run, design, facts.value()), view -> decide(view, data(step, name, facts.value(), now), now));
        List<ResultMessage> messages = new ArrayList<>(Machines.messages(now, name, facts.messages()));
        return decision.<NodeOutcome>fold(
                node -> {
                    messages.add(ResultMessage.ofNode(now, name, "Saving build data element.", false));
                    messages.add(ResultMessage.ofNode(now, name, "Node " + name + " commissioned.", false));
                    return NodeOutcome.done(messages, List.of()).withLogs();
                },
                refusal -> refused(name, messages, refusal, now));
    }

    private static NodeOutcome refused(String name, List<ResultMessage> messages, Refusal refusal, Instant now) {
        messages.add(FailureCause.NOT_PREPARED.message(
                now, name, "Node " + name + " could not be enrolled: " + refusal.message()));
        return NodeOutcome.failed(messages, List.of());
    }

    private View view(Handle tx, TaskRun run, EffectiveNode design, SystemFacts facts) {
        Optional<Node> known = NodeStore.named(tx, design.name());
        Optional<Provider> provider = ledger.providerNamed(tx, design.name());
        Node node = Enrolment.node(design, facts, known, provider, run.root().designRef());
        RegisterProvider.Wanted wanted = Enrolment.wanted(node, known, provider);
        return new View(node, wanted, RegisterProvider.view(ledger, tx, wanted));
    }

    private static Decision<Node> decide(View view, BuildData data, Instant now) {
        return switch (RegisterProvider.decide(view.wanted(), view.ledger(), now)) {
            case Decision.Refused<UUID> no -> Decision.refuse(no.refusal());
            case Decision.Accepted<UUID> yes -> {
                List<Change> changes = new ArrayList<>(yes.changes());
                changes.add(new NodeRegistered(view.node()));
                changes.add(new BuildDataCollected(data));
                yield Decision.accept(changes, view.node());
            }
        };
    }

    private static BuildData data(Task step, String node, SystemFacts facts, Instant now) {
        return new BuildData(node, step.id(), GENERATOR, "application/json", Json.text(facts), now);
    }
}

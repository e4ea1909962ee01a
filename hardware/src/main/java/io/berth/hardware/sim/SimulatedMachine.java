package io.berth.hardware.sim;

import io.berth.hardware.BmcEndpoint;
import io.berth.hardware.PowerState;
import io.berth.hardware.sim.bmc.BmcCall;
import io.berth.hardware.sim.bmc.SimulatedBmc;
import io.berth.hardware.sim.machine.Chassis;
import io.berth.hardware.sim.machine.FaultPlan;
import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.hardware.sim.machine.NodeTimings;
import io.berth.hardware.sim.node.NodeFile;
import io.berth.hardware.sim.node.NodePhase;
import io.berth.hardware.sim.node.SimulatedNode;
import io.berth.hardware.sim.web.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** One machine of a simulated site: a controller, a computer and an agent. Switched off at the start. */
public final class SimulatedMachine {

    private final MachineSpec spec;
    private final AtomicReference<FaultPlan> faults = new AtomicReference<>(FaultPlan.NONE);
    private final SimulatedAgent agent = new SimulatedAgent();
    private final SimulatedNode node;
    private final Chassis chassis;
    private final SimulatedBmc bmc;
    private final WebServer bmcServer;
    private final URI agentUrl;

    SimulatedMachine(
            MachineSpec spec,
            NodeTimings timings,
            Supplier<URI> berth,
            HttpClient client,
            long seed,
            int bmcPort,
            URI siteUrl) {
        this.spec = spec;
        this.node = new SimulatedNode(spec, timings, faults::get, berth, client, seed);
        this.chassis = new Chassis(node);
        this.bmc = new SimulatedBmc(spec, chassis, faults::get, timings.power());
        this.bmcServer = WebServer.bind(bmcPort).serve(bmc);
        this.agentUrl = URI.create(siteUrl + "/machines/" + spec.name() + "/agent/events");
    }

    public MachineSpec spec() {
        return spec;
    }

    public String name() {
        return spec.name();
    }

    /** Where the controller listens and who may log in; plain HTTP. */
    public BmcEndpoint bmcEndpoint() {
        return new BmcEndpoint(bmcServer.address(), spec.account(), spec.credential(), false);
    }

    /** The whole URL to which events for this host are posted. */
    public URI agentUrl() {
        return agentUrl;
    }

    public SimulatedAgent agent() {
        return agent;
    }

    public FaultPlan faults() {
        return faults.get();
    }

    /** Exchanges the fault plan; it counts from the machine's next step on. */
    public void faults(FaultPlan plan) {
        faults.set(plan);
    }

    public PowerState power() {
        return chassis.view().power();
    }

    public NodePhase phase() {
        return node.phase();
    }

    /** The last lines of the machine's console: what it asked for and was answered. */
    public List<String> console() {
        return node.console();
    }

    /** What is installed on the disk. */
    public List<NodeFile> files() {
        return node.files();
    }

    /** The last calls that the controller got. */
    public List<BmcCall> bmcCalls() {
        return bmc.calls();
    }

    /** How many sessions of the controller are open. */
    public int openBmcSessions() {
        return bmc.openSessions();
    }

    void close() {
        chassis.unplug();
        bmcServer.close();
    }
}

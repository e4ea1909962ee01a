package io.berth.hardware.sim.node;

import io.berth.hardware.sim.machine.FaultPlan;
import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.hardware.sim.machine.NodeTimings;
import io.berth.hardware.sim.machine.PowerListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The computer behind a power supply. Each power on starts one virtual thread that boots; power off interrupts it, after which
 * it changes nothing any more. What is installed stays on the disk.
 */
public final class SimulatedNode implements PowerListener {

    /** Older lines of the console are forgotten. */
    static final int CONSOLE_LINES_MAX = 500;

    private final MachineSpec spec;
    private final NodeTimings timings;
    private final Supplier<FaultPlan> faults;
    private final Supplier<URI> berth;
    private final BerthCalls calls;
    private final Random random;
    private final NodeDisk disk = new NodeDisk();
    private final Deque<String> console = new ArrayDeque<>();
    private NodePhase phase = NodePhase.OFF;
    private Thread running = Thread.ofVirtual().unstarted(() -> {});

    /**
     * @param berth where to ask for a boot script, read anew at every start
     * @param seed of the time that the firmware takes
     */
    public SimulatedNode(
            MachineSpec spec,
            NodeTimings timings,
            Supplier<FaultPlan> faults,
            Supplier<URI> berth,
            HttpClient client,
            long seed) {
        this.spec = spec;
        this.timings = timings;
        this.faults = faults;
        this.berth = berth;
        this.calls = new BerthCalls(client, timings);
        this.random = new Random(seed);
    }

    public synchronized NodePhase phase() {
        return phase;
    }

    /** What the machine said since it exists, the last lines of it. */
    public synchronized List<String> console() {
        return List.copyOf(console);
    }

    /** The files on the disk, units first. */
    public List<NodeFile> files() {
        return disk.files();
    }

    @Override
    public synchronized void poweredOn(boolean networkBoot) {
        running = Thread.ofVirtual().name("node-" + spec.name()).unstarted(() -> boot(networkBoot));
        phase = NodePhase.FIRMWARE;
        running.start();
    }

    @Override
    public synchronized void poweredOff() {
        running.interrupt();
        running = Thread.ofVirtual().unstarted(() -> {});
        phase = NodePhase.OFF;
    }

    private void boot(boolean networkBoot) {
        try {
            say("power on");
            Thread.sleep(firmwareMillis());
            if (!networkBoot || faults.get().neverNetworkBoots() || !bootFromNetwork()) {
                enter(disk.hasOperatingSystem() ? NodePhase.RUNNING : NodePhase.NO_OPERATING_SYSTEM);
            }
        } catch (NodeFailure failure) {
            say(failure.reason());
            enter(NodePhase.INSTALL_FAILED);
        } catch (InterruptedException powerOff) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the network had something to start; with nothing there, or no Berth to ask, the firmware turns to the disk. */
    private boolean bootFromNetwork() throws NodeFailure, InterruptedException {
        enter(NodePhase.NETWORK_BOOT);
        URI url = URI.create(berth.get().toString().replaceAll("/+$", "") + "/berth/v1/netboot/" + spec.bootMac());
        HttpResponse<byte[]> response;
        try {
            response = calls.get(url, List.of());
        } catch (NodeFailure noBerth) {
            say(noBerth.reason());
            return false;
        }
        say("GET " + url.getPath() + " -> " + response.statusCode());
        if (response.statusCode() != 200) {
            return false;
        }
        return switch (BootScript.parse(new String(response.body(), StandardCharsets.UTF_8))) {
            case BootScript.LocalDisk() -> false;
            case BootScript.OtherKernel(String commandLine) -> {
                say("booting " + commandLine);
                enter(NodePhase.OTHER_KERNEL);
                yield true;
            }
            case BootScript.Install install -> {
                new Installation(spec, install, disk, calls, timings, faults, this::say).run(this::enter);
                enter(NodePhase.RUNNING);
                yield true;
            }
        };
    }

    private long firmwareMillis() {
        long min = timings.firmwareMin().toMillis();
        return min + random.nextLong(timings.firmwareMax().toMillis() - min + 1);
    }

    private synchronized void enter(NodePhase next) {
        if (Thread.currentThread().equals(running)) {
            phase = next;
        }
    }

    private synchronized void say(String line) {
        if (!Thread.currentThread().equals(running)) {
            return;
        }
        if (console.size() == CONSOLE_LINES_MAX) {
            console.removeFirst();
        }
        console.addLast(line);
    }
}

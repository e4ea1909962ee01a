package io.berth.hardware.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.hardware.BmcDriver;
import io.berth.hardware.BmcResult;
import io.berth.hardware.BmcTimings;
import io.berth.hardware.PowerState;
import io.berth.hardware.redfish.RedfishDriver;
import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.hardware.sim.machine.NodeTimings;
import io.berth.hardware.sim.node.NodePhase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A rack of machines commanded and deployed at once through one driver. */
class ManyMachinesTest {

    private static final long POLL_NANOS = 1_000_000;

    private static final int MACHINES = 24;

    @Test
    void a_rack_is_deployed_at_once_and_no_controller_keeps_a_session() throws Exception {
        List<MachineSpec> specs = IntStream.range(0, MACHINES)
                .mapToObj(i -> MachineSpec.of("n" + i, "10.0.0." + i, "52:54:00:00:00:%02x".formatted(i), "op", "pw", 8, 8192, 100))
                .toList();
        BmcDriver driver = new RedfishDriver(
                BmcTimings.defaults().withPowerPolling(Duration.ofMillis(10), 1000).withBootDevice(3, Duration.ZERO));
        try (TestBerth berth = new TestBerth(0);
                SimulatedSite site = SimulatedSite.start(SimulatedSiteOptions.of(specs)
                        .withBerthUrl(berth.url())
                        .withTimings(NodeTimings.immediate().withFirmware(Duration.ZERO, Duration.ofMillis(50))));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            specs.forEach(spec -> deploys(berth, spec));

            List<Future<BmcResult<PowerState>>> started = threads.invokeAll(
                    site.machines().stream().map(machine -> start(driver, machine)).toList());

            for (Future<BmcResult<PowerState>> result : started) {
                assertThat(result.get().isDone()).as("%s", result.get()).isTrue();
            }
            for (SimulatedMachine machine : site.machines()) {
                awaitRunning(machine);
                assertThat(berth.posts("/berth/v1/nodes/" + machine.name() + "/phonehome")).as(machine.name()).hasSize(1);
                assertThat(machine.openBmcSessions()).as("sessions left open on " + machine.name()).isZero();
            }
        }
    }

    private static Callable<BmcResult<PowerState>> start(BmcDriver driver, SimulatedMachine machine) {
        return () -> {
            driver.setNetworkBootOnce(machine.bmcEndpoint());
            return driver.powerCycle(machine.bmcEndpoint());
        };
    }

    private static void deploys(TestBerth berth, MachineSpec spec) {
        berth.on("GET /berth/v1/netboot/" + spec.bootMac(), 200, "#!ipxe\nkernel k berth.host=" + spec.name() + " berth.key="
                + TestBerth.KEY + " berth.url=" + berth.url() + "\nboot\n");
        berth.on("GET /api/v1.0/bootdata/" + spec.name() + "/units", 200, TestBerth.archive());
        berth.on("GET /api/v1.0/bootdata/" + spec.name() + "/files", 200,
                TestBerth.archive("/etc/name", "644", spec.name()));
    }

    private static void awaitRunning(SimulatedMachine machine) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (machine.phase() != NodePhase.RUNNING) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(machine.name() + " is " + machine.phase() + ": " + machine.console());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}

package io.berth.hardware.sim.node;

import io.berth.hardware.sim.machine.FaultPlan;
import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.hardware.sim.machine.NodeTimings;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** One installation over the network, from the boot data to the phone call home. */
final class Installation {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final MachineSpec spec;
    private final BootScript.Install order;
    private final NodeDisk disk;
    private final BerthCalls calls;
    private final NodeTimings timings;
    private final Consumer<String> console;
    private final BootActions bootActions;

    Installation(
            MachineSpec spec,
            BootScript.Install order,
            NodeDisk disk,
            BerthCalls calls,
            NodeTimings timings,
            Supplier<FaultPlan> faults,
            Consumer<String> console) {
        this.spec = spec;
        this.order = order;
        this.disk = disk;
        this.calls = calls;
        this.timings = timings;
        this.console = console;
        this.bootActions = new BootActions(calls, disk, faults, console);
    }

    /** Runs to the end; {@code phases} hears of the steps. */
    void run(Consumer<NodePhase> phases) throws NodeFailure, InterruptedException {
        phases.accept(NodePhase.INSTALLING);
        List<NodeFile> units = bootData("units");
        List<NodeFile> files = bootData("files");
        Thread.sleep(timings.install());
        disk.install(units, files);
        console.accept("installed " + units.size() + " units and " + files.size() + " files");
        buildData("lshw", "text/xml", Lshw.describe(spec));
        buildData("deploy:install", "text/plain", installLog(units, files));
        phases.accept(NodePhase.FIRST_BOOT);
        bootActions.run(units);
        post("phonehome", JSON.createObjectNode().put("status", "deployed").toString());
    }

    /** A host without boot actions has no boot data (404): there is nothing to write then, which is no failure. */
    private List<NodeFile> bootData(String kind) throws NodeFailure, InterruptedException {
        URI url = URI.create(order.berth() + "/api/v1.0/bootdata/" + order.host() + "/" + kind);
        HttpResponse<byte[]> response = calls.get(url, List.of(key()));
        console.accept("GET " + url.getPath() + " -> " + response.statusCode());
        return switch (response.statusCode()) {
            case 200 -> BootArchive.unpack(response.body());
            case 404 -> List.of();
            default -> throw new NodeFailure("No boot data: " + response.statusCode() + " "
                    + new String(response.body(), StandardCharsets.UTF_8).lines().findFirst().orElse(""));
        };
    }

    private void buildData(String generator, String format, String element) throws NodeFailure, InterruptedException {
        post("builddata", JSON.createObjectNode()
                .put("generator", generator)
                .put("data_format", format)
                .put("data_element", element)
                .toString());
    }

    /** Berth's own endpoints for nodes. A refusal is for the console only: the system is installed all the same. */
    private void post(String what, String json) throws NodeFailure, InterruptedException {
        URI url = URI.create(order.berth() + "/berth/v1/nodes/" + order.host() + "/" + what);
        var type = new CurlCommand.Header("Content-Type", "application/json");
        HttpResponse<byte[]> response = calls.send("POST", url, List.of(type, key()), json);
        console.accept("POST " + url.getPath() + " -> " + response.statusCode());
    }

    private CurlCommand.Header key() {
        return new CurlCommand.Header(BootActions.KEY_HEADER, order.key());
    }

    private static String installLog(List<NodeFile> units, List<NodeFile> files) {
        StringBuilder log = new StringBuilder("installing the operating system\n");
        units.forEach(unit -> log.append("unit ").append(line(unit)));
        files.forEach(file -> log.append("file ").append(line(file)));
        return log.append("done\n").toString();
    }

    private static String line(NodeFile file) {
        return "%04o %s (%d bytes)\n".formatted(file.mode(), file.path(), file.content().length);
    }
}

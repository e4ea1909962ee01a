package io.berth.hardware.sim.node;

import io.berth.hardware.sim.machine.FaultPlan;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs boot actions: the scripts that the installed units start. Of a script only its reports are carried out, that is its
 * {@code curl} calls that POST with an {@code X-Bootaction-Key}; before the first one a report of progress without a status
 * goes to the same place, as the field's own client does ({@code baclient}, contract drydock §21.3).
 */
final class BootActions {

    static final String KEY_HEADER = "X-Bootaction-Key";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final BerthCalls calls;
    private final NodeDisk disk;
    private final Supplier<FaultPlan> faults;
    private final Consumer<String> console;

    BootActions(BerthCalls calls, NodeDisk disk, Supplier<FaultPlan> faults, Consumer<String> console) {
        this.calls = calls;
        this.disk = disk;
        this.faults = faults;
        this.console = console;
    }

    /** Starts every unit, in archive order. */
    void run(List<NodeFile> units) throws NodeFailure, InterruptedException {
        for (NodeFile unit : units) {
            for (String program : UnitFile.execStarts(unit.text())) {
                var script = disk.find(program);
                if (script.isEmpty() || !script.get().text().startsWith("#!")) {
                    console.accept(unit.path() + ": " + program + " is no script of this disk");
                } else {
                    run(script.get());
                }
            }
        }
    }

    private void run(NodeFile script) throws NodeFailure, InterruptedException {
        console.accept("running " + script.path());
        boolean announced = false;
        for (CurlCommand command : CurlCommand.ofScript(script.text())) {
            if (!command.method().equals("POST") || command.header(KEY_HEADER).isEmpty()) {
                continue;
            }
            if (!announced) {
                announced = true;
                post(command, details("Bootaction starting execution.", false).toString());
            }
            post(command, report(command.body()));
        }
    }

    /** What the script reports; with a fault planned, a failure in place of a final status. */
    private String report(String body) {
        String failure = faults.get().bootActionFailure();
        if (failure.isEmpty() || !isFinal(body)) {
            return body;
        }
        ObjectNode report = JSON.createObjectNode().put("status", "failure");
        report.setAll(details(failure, true));
        return report.toString();
    }

    private static boolean isFinal(String body) {
        try {
            return JSON.readTree(body).has("status");
        } catch (JacksonException notJson) {
            return false;
        }
    }

    private static ObjectNode details(String message, boolean error) {
        ObjectNode details = JSON.createObjectNode();
        details.putArray("details").addObject().put("message", message).put("error", error);
        return details;
    }

    private void post(CurlCommand command, String body) throws NodeFailure, InterruptedException {
        HttpResponse<byte[]> response = calls.send(command.method(), command.url(), command.headers(), body);
        console.accept("POST " + command.url().getPath() + " -> " + response.statusCode());
    }
}

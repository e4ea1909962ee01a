package io.berth.placement.wire;

import io.berth.http.Execution;
import io.berth.http.Route;
import java.util.List;

/**
 * One line of placement's route table.
 *
 * @param since the minor version from which on the route is there
 * @param rule the policy rule, asked at {@link Gate#POLICY}
 */
public record Line(
        String method,
        String path,
        int since,
        List<Gate> gates,
        String rule,
        Execution execution,
        Route.Handler handler,
        String summary) {
    public Line {
        gates = List.copyOf(gates);
    }

    /** The same line, answered from memory alone. */
    public Line fromMemory() {
        return new Line(method, path, since, gates, rule, Execution.INDEX, handler, summary);
    }
}

package io.berth.deployment.api;

import io.berth.deployment.node.BuildData;
import io.berth.deployment.node.Node;
import io.berth.deployment.node.NodeStore;
import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.store.Store;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;

/** {@code nodes} and their build data (contract drydock §4.9, §4.10). */
final class NodeHandlers {
    private final Store store;
    private final PowerStates power;

    NodeHandlers(Store store, PowerStates power) {
        this.store = store;
        this.power = power;
    }

    Response list(Call call) {
        List<Node> nodes = store.database().read(NodeStore::all);
        Map<String, String> states = power.of(nodes);
        ArrayNode list = Json.array();
        for (Node node : nodes) {
            list.addObject()
                    .put("hostname", node.hostname())
                    .put("memory", node.memoryMb())
                    .put("cpu_count", node.cpuCount())
                    .put("status_name", node.state().wireName())
                    .put("boot_mac", node.bootMac().orElse(null))
                    .put("power_state", states.getOrDefault(node.hostname(), "unknown"))
                    .put("power_address", node.oobAddress().orElse(null))
                    .put("boot_ip", node.bootIp().orElse(null));
        }
        return Response.json(200, list);
    }

    Response buildData(Call call) {
        String hostname = call.parameter("hostname");
        boolean latest = call.request().parameters().first("latest").filter("true"::equalsIgnoreCase).isPresent();
        List<BuildData> items = store.database().read(handle ->
                latest ? NodeStore.latestBuildDataOf(handle, hostname) : NodeStore.buildDataOf(handle, hostname));
        return items.isEmpty()
                ? Errors.service(404, "No build data found")
                : Response.json(200, TaskCodec.buildData(items));
    }
}

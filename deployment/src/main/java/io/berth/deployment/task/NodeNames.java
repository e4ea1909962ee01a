package io.berth.deployment.task;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The node filter that names exactly some nodes, as Drydock writes it into the steps of its tasks (contract drydock §8.3). */
public final class NodeNames {
    private NodeNames() {}

    public static JsonNode filter(List<String> names) {
        ObjectNode filter = JsonNodeFactory.instance.objectNode();
        filter.put("filter_set_type", "intersection");
        ObjectNode criteria = filter.putArray("filter_set").addObject();
        criteria.put("filter_type", "union");
        names.forEach(criteria.putArray("node_names")::add);
        return filter;
    }
}

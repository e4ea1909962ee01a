package io.berth.deployment.yaml;

import io.berth.deployment.yaml.YamlValue.Mapping;
import io.berth.deployment.yaml.YamlValue.Seq;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Builds values from composed nodes, with PyYAML's rules for merge keys and repeated keys. One use per text. */
final class YamlNodes {

    /** A node that no safe value can be made of; caught where the text is loaded. */
    static final class Unconstructible extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Node node;
        private final String reason;

        Unconstructible(Node node, String reason) {
            super(reason, null, false, false);
            this.node = node;
            this.reason = reason;
        }

        int line() {
            return node.getStartMark().getLine() + 1;
        }

        int column() {
            return node.getStartMark().getColumn() + 1;
        }

        String reason() {
            return reason;
        }
    }

    private record Built(YamlValue value, int size) {}

    private final int maxValues;
    private final Map<Node, Built> built = new IdentityHashMap<>();
    private final Map<Node, Boolean> underWay = new IdentityHashMap<>();
    private int values;

    YamlNodes(int maxValues) {
        this.maxValues = maxValues;
    }

    YamlValue document(Node node) {
        built.clear();
        Built document = build(node);
        values = Math.addExact(values, document.size());
        requireRoom(node, values);
        return document.value();
    }

    private Built build(Node node) {
        Built before = built.get(node);
        if (before != null) {
            return before;
        }
        if (underWay.put(node, true) != null) {
            throw new Unconstructible(node, "an alias stands inside the value it names");
        }
        Built made = switch (node) {
            case ScalarNode scalar -> new Built(PyYamlScalars.construct(scalar), 1);
            case SequenceNode sequence -> sequence(sequence);
            case MappingNode mapping -> mapping(mapping);
            case AnchorNode anchor -> build(anchor.getRealNode());
            default -> throw new Unconstructible(node, "unknown node");
        };
        requireRoom(node, made.size());
        underWay.remove(node);
        built.put(node, made);
        return made;
    }

    private Built sequence(SequenceNode node) {
        requireTag(node, Tag.SEQ);
        var items = new ArrayList<YamlValue>(node.getValue().size());
        int size = 1;
        for (Node item : node.getValue()) {
            Built made = build(item);
            items.add(made.value());
            size = Math.addExact(size, made.size());
            requireRoom(node, size);
        }
        return new Built(new Seq(items), size);
    }

    private Built mapping(MappingNode node) {
        requireTag(node, Tag.MAP);
        var entries = new LinkedHashMap<YamlValue, YamlValue>();
        int size = 1;
        for (NodeTuple tuple : flattened(node, 0)) {
            Built key = build(tuple.getKeyNode());
            if (key.value() instanceof Seq || key.value() instanceof Mapping) {
                throw new Unconstructible(tuple.getKeyNode(), "found unhashable key");
            }
            Built value = build(tuple.getValueNode());
            entries.put(key.value(), value.value());
            size = Math.addExact(size, Math.addExact(key.size(), value.size()));
            requireRoom(node, size);
        }
        return new Built(new Mapping(entries), size);
    }

    /** The tuples of a mapping with its merge keys replaced by what they merge: merged ones first, so that own ones win. */
    private List<NodeTuple> flattened(MappingNode node, int depth) {
        if (depth > YamlDocuments.MAX_DEPTH) {
            throw new Unconstructible(node, "merge keys nest deeper than " + YamlDocuments.MAX_DEPTH);
        }
        var merged = new ArrayList<NodeTuple>();
        var own = new ArrayList<NodeTuple>();
        for (NodeTuple tuple : node.getValue()) {
            if (!Tag.MERGE.equals(tuple.getKeyNode().getTag())) {
                own.add(tuple);
                continue;
            }
            switch (tuple.getValueNode()) {
                case MappingNode one -> merged.addAll(flattened(one, depth + 1));
                case SequenceNode several -> {
                    for (Node one : several.getValue().reversed()) {
                        if (!(one instanceof MappingNode mapping)) {
                            throw new Unconstructible(one, "expected a mapping for merging, but found " + one.getNodeId());
                        }
                        merged.addAll(flattened(mapping, depth + 1));
                    }
                }
                default -> throw new Unconstructible(
                        tuple.getValueNode(), "expected a mapping or list of mappings for merging, but found " + tuple.getValueNode().getNodeId());
            }
            requireRoom(node, merged.size());
        }
        merged.addAll(own);
        return merged;
    }

    private void requireTag(Node node, Tag expected) {
        if (!expected.equals(node.getTag())) {
            throw new Unconstructible(node, "could not determine a constructor for the tag '" + node.getTag().getValue() + "'");
        }
    }

    private void requireRoom(Node node, int size) {
        if (size > maxValues) {
            throw new Unconstructible(node, "more than " + maxValues + " values, aliases counted as what they stand for");
        }
    }
}

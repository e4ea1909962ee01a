package io.berth.identity.policy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** One file of a site's own rules: YAML, rule name to check string or list (contract keystone §7). */
final class PolicyFile {
    private final String name;

    private PolicyFile(String name) {
        this.name = name;
    }

    /**
     * A rule as a site gives it.
     *
     * @param place {@code policy.yaml, line 3}
     */
    record SiteRule(Check check, String place) {}

    /** @throws PolicyProblem with the line and the cause, where the file cannot be used */
    static Map<String, SiteRule> read(Path file) {
        try {
            return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), file.toString());
        } catch (IOException unreadable) {
            throw new PolicyProblem("the policy file " + file + " cannot be read: " + unreadable.getMessage());
        }
    }

    static Map<String, SiteRule> parse(String yaml, String name) {
        Optional<Node> document;
        try {
            document = Optional.ofNullable(
                    new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(yaml)));
        } catch (YAMLException notYaml) {
            throw new PolicyProblem("the policy file " + name + " is not YAML: " + notYaml.getMessage());
        }
        return document.filter(node -> !node.getTag().equals(Tag.NULL))
                .map(new PolicyFile(name)::rules)
                .orElse(Map.of());
    }

    private Map<String, SiteRule> rules(Node document) {
        if (!(document instanceof MappingNode mapping)) {
            throw problem(document, "the file does not map rule names to checks");
        }
        Map<String, SiteRule> rules = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw problem(entry.getKeyNode(), "the name of a rule must be a text");
            }
            SiteRule rule = new SiteRule(check(key.getValue(), entry.getValueNode()), place(key));
            SiteRule first = rules.putIfAbsent(key.getValue(), rule);
            if (first != null) {
                throw problem(key, "rule " + key.getValue() + " is given twice, first in " + first.place());
            }
        }
        return rules;
    }

    private Check check(String rule, Node value) {
        try {
            return switch (value) {
                case ScalarNode text when text.getTag().equals(Tag.STR) -> CheckParser.parse(rule, text.getValue());
                case SequenceNode outer -> CheckParser.parse(rule, outer.getValue().stream()
                        .map(inner -> inner(rule, inner))
                        .toList());
                default -> throw neither(rule, value);
            };
        } catch (UnusableCheck unusable) {
            throw problem(value, unusable.message());
        }
    }

    /** What stands in the outer list: a check, or a list of checks. */
    private Object inner(String rule, Node node) {
        return node instanceof SequenceNode all
                ? all.getValue().stream().map(each -> text(rule, each)).toList()
                : text(rule, node);
    }

    private String text(String rule, Node node) {
        if (node instanceof ScalarNode text && text.getTag().equals(Tag.STR)) {
            return text.getValue();
        }
        throw neither(rule, node);
    }

    private PolicyProblem neither(String rule, Node value) {
        return problem(value, "rule " + rule
                + " has neither a check string nor a list; write \"\" for always, \"!\" for never");
    }

    private PolicyProblem problem(Node where, String why) {
        return new PolicyProblem(place(where) + ": " + why);
    }

    private String place(Node node) {
        return name + ", line " + (node.getStartMark().getLine() + 1);
    }

    /** All files' rules in one: what a later file says wins. */
    static Map<String, SiteRule> readAll(List<Path> files) {
        Map<String, SiteRule> rules = new LinkedHashMap<>();
        files.forEach(file -> rules.putAll(read(file)));
        return rules;
    }
}

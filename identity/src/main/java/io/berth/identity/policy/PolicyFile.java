package io.berth.identity.policy;

import java.io.IOException;
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

/** A site's own rules: YAML, rule name to check string or list (contract keystone §7). */
final class PolicyFile {
    private PolicyFile() {}

    static Map<String, Check> read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException unreadable) {
            throw new PolicyProblem("the policy file " + file + " cannot be read: " + unreadable.getMessage());
        }
    }

    static Map<String, Check> parse(String yaml, String name) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object document;
        try {
            document = new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (YAMLException notYaml) {
            throw new PolicyProblem("the policy file " + name + " is not YAML: " + notYaml.getMessage());
        }
        if (Optional.ofNullable(document).isEmpty()) {
            return Map.of();
        }
        if (!(document instanceof Map<?, ?> rules)) {
            throw new PolicyProblem("the policy file " + name + " does not map rule names to checks");
        }
        Map<String, Check> checks = new LinkedHashMap<>();
        rules.forEach((rule, check) -> checks.put(String.valueOf(rule), check(name, String.valueOf(rule), check)));
        return checks;
    }

    private static Check check(String file, String rule, Object value) {
        return switch (value) {
            case String text -> CheckParser.parse(rule, text);
            case List<?> list -> CheckParser.parse(rule, list);
            case null, default ->
                throw new PolicyProblem("the policy file " + file + " gives rule " + rule
                        + " neither a check string nor a list; write \"\" for always, \"!\" for never");
        };
    }
}

package io.berth.deployment.yaml;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/**
 * The documents of one YAML text, read as PyYAML's {@code safe_load_all} reads them (contract drydock §10.1). Hostile input is answered by
 * {@link Unreadable}, never by an exception or an exhausted heap: size, depth, aliases and expanded size are limited.
 */
public sealed interface YamlDocuments {

    /** A site of ten thousand nodes is about six million characters. */
    int MAX_BYTES = 16 * 1024 * 1024;

    /** Design documents nest about ten deep. */
    int MAX_DEPTH = 50;

    /** How often a collection may be repeated by {@code *alias} in one document. */
    int MAX_ALIASES = 1000;

    /** Values in one text, each alias counted as what it stands for. */
    int MAX_VALUES = 2_000_000;

    /** What was read; an empty text has no documents. */
    record Loaded(List<YamlValue> documents) implements YamlDocuments {
        public Loaded {
            documents = List.copyOf(documents);
        }
    }

    /** Why nothing was read, with line and column where there is one. */
    record Unreadable(String reason) implements YamlDocuments {}

    static YamlDocuments load(byte[] yaml) {
        if (yaml.length > MAX_BYTES) {
            return new Unreadable("YAML of " + yaml.length + " bytes is over the limit of " + MAX_BYTES);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(yaml)).toString();
        } catch (CharacterCodingException e) {
            return new Unreadable("YAML is not UTF-8");
        }
        return load(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    static YamlDocuments load(String text) {
        try {
            var values = new YamlNodes(MAX_VALUES);
            var documents = new ArrayList<YamlValue>();
            for (Node node : composer().composeAll(new StringReader(text))) {
                documents.add(values.document(node));
            }
            return new Loaded(documents);
        } catch (YamlNodes.Unconstructible e) {
            return new Unreadable("Error parsing YAML at (l:%d, c:%d): %s".formatted(e.line(), e.column(), e.reason()));
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            String problem = e.getProblem() == null ? "not well-formed" : e.getProblem();
            return new Unreadable(
                    mark == null
                            ? "Error parsing YAML: " + problem
                            : "Error parsing YAML at (l:%d, c:%d): %s".formatted(mark.getLine() + 1, mark.getColumn() + 1, problem));
        } catch (YAMLException e) {
            return new Unreadable("Error parsing YAML: " + e.getMessage());
        }
    }

    private static Yaml composer() {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setAllowRecursiveKeys(false);
        var dumper = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new PyYamlResolver());
    }
}

package io.berth.http.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A compiled schema of JSON Schema draft 4: immutable, to be compiled once and shared by all threads.
 *
 * <p>Violations come in the order of contract nova-external-events §3: the declared properties of an object in the schema's order (depth first;
 * items by index; of one value the type before all else), then its missing keys, then its extra keys. Their texts are those of Python's
 * jsonschema 4.10.
 *
 * <p>As in Python, {@code 8.0} is an integer, {@code true} is not, and patterns are searched for ({@link PythonPattern}). Of the
 * formats only {@code uuid} is enforced, loosely. References stay inside the schema; a nested {@code id} is not supported.
 */
public final class JsonSchema {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final JsonNode source;
    private final Schema compiled;
    private final QuickSchema quick;

    private JsonSchema(JsonNode source, Schema compiled) {
        this.source = source;
        this.compiled = compiled;
        this.quick = QuickSchema.of(source);
    }

    /**
     * Compiles a schema. It is read as draft 4, whatever its {@code $schema} says.
     *
     * @throws RuntimeException if the text is not JSON or not a schema: schemas are part of the program, so this is a bug
     */
    public static JsonSchema of(String schemaJson) {
        if (!(MAPPER.readTree(schemaJson) instanceof ObjectNode source)) {
            throw new IllegalArgumentException("a schema is a JSON object, but this is not: " + schemaJson);
        }
        source.remove(List.of("$schema", "id"));
        Schema compiled = Draft4.REGISTRY.getSchema(SchemaOrder.ordered(source));
        compiled.initializeValidators();
        return new JsonSchema(source, compiled);
    }

    /** Every violation, in report order; empty if the document is valid. The document is only read. */
    public List<Violation> validate(JsonNode document) {
        if (quick.isSurelyValid(document)) {
            return List.of();
        }
        List<Error> errors = compiled.validate(document);
        return errors.isEmpty() ? List.of() : violations(document, errors);
    }

    /** What the validator says once for each key (missing, extra) or element is one finding here, which the message then words. */
    private List<Violation> violations(JsonNode document, List<Error> errors) {
        Map<Finding, SequencedSet<String>> namesByFinding = new LinkedHashMap<>();
        Map<Finding, Error> firstErrors = new LinkedHashMap<>();
        for (Error error : errors) {
            Finding finding =
                    new Finding(error.getKeyword(), error.getSchemaLocation().getFragment(), error.getInstanceLocation());
            firstErrors.putIfAbsent(finding, error);
            Collection<String> names = namesByFinding.computeIfAbsent(finding, _ -> new LinkedHashSet<>());
            if (error.getProperty() != null) {
                names.add(error.getProperty());
            }
        }
        List<Violation> violations = new ArrayList<>();
        firstErrors.forEach((finding, error) -> {
            JsonNode instance = follow(document, finding.instance(), finding.instance().getNameCount());
            JsonNode schema = follow(source, finding.schema(), finding.schema().getNameCount() - 1);
            List<String> path = elements(finding.instance(), 0).map(String::valueOf).toList();
            List<Object> schemaPath = elements(finding.schema(), 1).toList();
            new PythonMessages(schema, instance)
                    .of(error, namesByFinding.getOrDefault(finding, new LinkedHashSet<>()))
                    .forEach(message -> violations.add(new Violation(path, schemaPath, finding.keyword(), message, instance)));
        });
        return List.copyOf(violations);
    }

    private static JsonNode follow(JsonNode root, NodePath path, int length) {
        JsonNode node = root;
        for (int i = 0; i < length; i++) {
            Object element = path.getElement(i);
            node = node.isArray() ? node.path(Integer.parseInt(element.toString())) : node.path(element.toString());
        }
        return node;
    }

    private static Stream<Object> elements(NodePath path, int leftOutAtTheEnd) {
        return IntStream.range(0, path.getNameCount() - leftOutAtTheEnd).mapToObj(path::getElement);
    }

    private record Finding(String keyword, NodePath schema, NodePath instance) {}
}

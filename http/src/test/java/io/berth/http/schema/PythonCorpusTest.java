package io.berth.http.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds our texts against those recorded from Python's jsonschema 4.10 (corpus.json, written by corpus.py beside it). */
class PythonCorpusTest {
    private static final JsonNode CORPUS = corpus();

    @TestFactory
    Stream<DynamicTest> violationsAreThoseOfPython() {
        return elements(CORPUS.get("schemas")).map(entry -> DynamicTest.dynamicTest(entry.get("schema").toString(), () -> {
            JsonSchema schema = JsonSchema.of(entry.get("schema").toString());
            assertThat(elements(entry.get("cases"))).isNotEmpty().allSatisfy(example ->
                    assertThat(schema.validate(example.get("instance")))
                            .as("violations of %s", example.get("instance"))
                            .extracting(Violation::path, Violation::keyword, Violation::message)
                            .containsExactlyElementsOf(elements(example.get("violations")).map(PythonCorpusTest::expected).toList()));
        }));
    }

    @TestFactory
    Stream<DynamicTest> valuesReadAsInPython() {
        return elements(CORPUS.get("reprs")).map(example -> DynamicTest.dynamicTest(
                example.toString(),
                () -> assertThat(PythonText.repr(example.get("value"))).isEqualTo(example.get("repr").stringValue())));
    }

    private static Tuple expected(JsonNode violation) {
        List<String> path = elements(violation.get("path")).map(JsonNode::stringValue).toList();
        return Tuple.tuple(
                path, violation.get("keyword").stringValue(), violation.get("message").stringValue());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode corpus() {
        try (InputStream json = Objects.requireNonNull(PythonCorpusTest.class.getResourceAsStream("corpus.json"))) {
            return new JsonMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

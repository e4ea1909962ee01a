package io.berth.http.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonSchemaTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @Test
    void theInstanceOfAMissingKeyIsTheObjectAround() {
        JsonSchema schema = JsonSchema.of("""
                {"properties": {"events": {"items": {"required": ["name"]}}}}""");
        JsonNode body = MAPPER.readTree("""
                {"events": [{"name": 1}, {"tag": 2}]}""");

        assertThat(schema.validate(body))
                .containsExactly(new Violation(
                        List.of("events", "1"), List.of("properties", "events", "items"), "required", "'name' is a required property", body.get("events").get(1)));
    }

    @Test
    void thePlaceInTheSchemaIsWrittenAsInPython() {
        JsonSchema schema = JsonSchema.of("""
                {"properties": {"a": {"allOf": [{}, {"minimum": 1}]}}}""");

        assertThat(schema.validate(MAPPER.readTree("{\"a\": 0}")).getFirst().schemaPlace())
                .isEqualTo("schema['properties']['a']['allOf'][1]");
    }

    @Test
    void theWholeDocumentHasAnEmptyPath() {
        assertThat(JsonSchema.of("{\"type\": \"object\"}").validate(MAPPER.readTree("[1]")))
                .containsExactly(new Violation(List.of(), List.of(), "type", "[1] is not of type 'object'", MAPPER.readTree("[1]")));
    }

    @Test
    void thePlaceOfAKeywordInTheSchemaDoesNotMatter() {
        JsonSchema schema = JsonSchema.of("""
                {"additionalProperties": false, "required": ["a", "b"], "properties": {
                    "b": {"maxLength": 1, "enum": ["x"], "type": "string"}, "c": {"type": "null"}}}""");

        assertThat(schema.validate(MAPPER.readTree("{\"extra\": 1, \"c\": 2, \"b\": \"long\"}")))
                .extracting(Violation::keyword)
                .containsExactly("enum", "maxLength", "type", "required", "additionalProperties");
    }

    @Test
    void aSchemaIsReadAsDraft4WhateverItsHeaderSays() {
        JsonSchema schema = JsonSchema.of("""
                {"$schema": "http://json-schema.org/schema#", "id": "http://nowhere.invalid/x.json",
                 "type": "integer", "minimum": 3, "exclusiveMinimum": true}""");

        assertThat(schema.validate(MAPPER.readTree("3"))).extracting(Violation::message)
                .containsExactly("3 is less than or equal to the minimum of 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"minimum\": \"1\"}", "{\"pattern\": \"(\"}", "{\"patternProperties\": {\"[\": {}}}", "{", "{\"$ref\": \"#/gone\"}"})
    void aBrokenSchemaIsRefusedWhenItIsCompiled(String schema) {
        assertThatThrownBy(() -> JsonSchema.of(schema)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e999"})
    void anInfiniteNumberIsNoIntegerAndBreaksNothing(String number) {
        JsonMapper lenient = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
        JsonSchema schema = JsonSchema.of("{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 2, \"enum\": [1], \"uniqueItems\": true}");

        assertThat(schema.validate(lenient.readTree(number)))
                .extracting(Violation::keyword)
                .startsWith("type", "enum");
    }

    @Test
    void numbersReadAsExactDecimalsAreStillFloatsToPython() {
        JsonMapper exact = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
        JsonSchema schema = JsonSchema.of("{\"items\": {\"type\": \"integer\", \"maximum\": 0}}");

        assertThat(schema.validate(exact.readTree("[8.0, 1e3, 0.10, 1e999999999]")))
                .extracting(Violation::message)
                .contains("8.0 is greater than the maximum of 0", "1000.0 is greater than the maximum of 0", "0.1 is not of type 'integer'");
    }

    @Test
    void manyThreadsMayShareASchema() throws Exception {
        JsonSchema schema = JsonSchema.of("{\"properties\": {\"n\": {\"type\": \"integer\", \"maximum\": 5}}}");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<Violation>>> tasks = IntStream.range(0, 200)
                    .<Callable<List<Violation>>>mapToObj(n -> () -> schema.validate(MAPPER.createObjectNode().put("n", n)))
                    .toList();
            List<Future<List<Violation>>> answers = threads.invokeAll(tasks);
            for (int n = 0; n < answers.size(); n++) {
                assertThat(answers.get(n).get())
                        .extracting(Violation::message)
                        .containsExactlyElementsOf(n <= 5 ? List.of() : List.of(n + " is greater than the maximum of 5"));
            }
        }
    }
}

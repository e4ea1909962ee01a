package io.berth.http.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is judged wrong is judged by {@link JsonSchemaTest} and the corpus: both go through the quick check too. */
class QuickSchemaTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String SCHEMA = """
            {"type": "object", "additionalProperties": false, "required": ["name", "uses"], "properties": {
                "name": {"type": "string", "minLength": 1, "maxLength": 4},
                "generation": {"type": ["integer", "null"]},
                "ratio": {"type": "number", "minimum": -0.5, "maximum": 3.40282e+38},
                "id": {"type": "string", "format": "uuid"},
                "tags": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "string", "pattern": "^[a-z]{2}$"}},
                "uses": {"type": "object", "minProperties": 1, "maxProperties": 2, "additionalProperties": false,
                         "patternProperties": {"^[A-Z0-9_]+$": {"type": "integer", "minimum": 1, "maximum": 9}}}}}
            """;

    @ParameterizedTest
    @ValueSource(strings = {
        "{'name': 'a', 'uses': {'VCPU': 1}}",
        "{'name': '\uD83D\uDE00abc', 'uses': {'A': 9, 'B_2': 5}, 'generation': null}",
        "{'name': 'a', 'uses': {'A': 1}, 'ratio': 1.5}",
        "{'name': 'a', 'uses': {'A': 1}, 'ratio': 16, 'generation': -3, 'tags': ['ab', 'cd'], 'id': '{AB34567890123456789012345678901F}'}",
    })
    void documentsAsClientsSendThemAreKnownToBeValid(String document) {
        assertThat(QuickSchema.of(MAPPER.readTree(SCHEMA)).isSurelyValid(read(document))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "[]", "{}", "{'name': 'a'}", "{'name': '', 'uses': {'A': 1}}", "{'name': 'abcde', 'uses': {'A': 1}}",
        "{'name': 1, 'uses': {'A': 1}}", "{'name': 'a', 'uses': {}}", "{'name': 'a', 'uses': {'A': 0}}", "{'name': 'a', 'uses': {'A': 10}}",
        "{'name': 'a', 'uses': {'A': 1.5}}", "{'name': 'a', 'uses': {'A': 1}, 'ratio': -0.6}", "{'name': 'a', 'uses': {'A': 1}, 'ratio': 3.5e38}", "{'name': 'a', 'uses': {'A': 1e300}}", "{'name': 'a', 'uses': {'a': 1}}",
        "{'name': 'a', 'uses': {'A': 1, 'B': 1, 'C': 1}}", "{'name': 'a', 'uses': {'A': 1}, 'other': 1}",
        "{'name': 'a', 'uses': {'A': true}}", "{'name': 'a', 'uses': {'A': 1}, 'tags': []}", "{'name': 'a', 'uses': {'A': 1}, 'tags': ['abc']}",
        "{'name': 'a', 'uses': {'A': 1}, 'tags': ['ab', 'ab', 'ab']}", "{'name': 'a', 'uses': {'A': 1}, 'id': 'no uuid'}",
        "{'name': 'a', 'uses': {'A': 1}, 'generation': '1'}", "{'name': 'a', 'uses': {'A': 99999999999999999999999999}}",
    })
    void ofWrongDocumentsNothingIsKnownAndTheValidatorRefusesThem(String document) {
        assertThat(QuickSchema.of(MAPPER.readTree(SCHEMA)).isSurelyValid(read(document))).isFalse();
        assertThat(JsonSchema.of(SCHEMA).validate(read(document))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"^[a-z]{0}$ | ab | false", "^[a-z]{0}$ | '' | true", "^[a-z]{2}$ | ab | true", "^[a-z]+$ | '' | false"})
    void patternsOfOneClassAreFoundAsByTheirExpression(String pattern, String text, boolean isFound) {
        assertThat(QuickPattern.of(pattern).test(text)).isEqualTo(isFound);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"anyOf": [{"type": "integer"}]}                            | 1
            {"type": "integer"}                                         | 8.0
            {"items": {"oneOf": [{}]}}                                  | [1]
            {"minimum": 0}                                              | 99999999999999999
            {"minimum": 0, "exclusiveMinimum": true}                    | 1
            {"properties": {"a": {"enum": [1]}}}                        | {"a": 1}
            {"additionalProperties": {"not": {"type": "string"}}}       | {"a": 1}
            """)
    void whatIsNotReadHereIsLeftToTheValidator(String schema, String document) {
        assertThat(QuickSchema.of(MAPPER.readTree(schema)).isSurelyValid(MAPPER.readTree(document))).isFalse();
        assertThat(JsonSchema.of(schema).validate(MAPPER.readTree(document))).isEqualTo(List.of());
    }

    private static JsonNode read(String document) {
        return MAPPER.readTree(document.replace('\'', '"'));
    }
}

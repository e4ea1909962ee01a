package io.berth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class JsonExpectationTest {
    @ParameterizedTest(name = "{0} of {1}: at least {2}, exactly {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{}                        | {\"a\": 1}             | true  | false",
        "{\"a\": 1}                | {\"a\": 1, \"b\": 2}   | true  | false",
        "{\"a\": 1}                | {\"a\": 1.0}           | true  | true",
        "{\"a\": 1}                | {\"a\": 2}             | false | false",
        "{\"a\": null}             | {\"a\": null}          | true  | true",
        "{\"a\": null}             | {}                     | false | false",
        "{\"a\": {\"b\": 1}}       | {\"a\": {\"b\": 1, \"c\": 2}} | true | false",
        "[1, 2]                    | [1, 2]                 | true  | true",
        "[1, 2]                    | [2, 1]                 | false | false",
        "[1, 2]                    | [1, 2, 3]              | false | false",
        "[]                        | {}                     | false | false",
        "{\"$anyOrder\": [1, 2]}   | [2, 1]                 | true  | true",
        "{\"$anyOrder\": [1, 1]}   | [1, 2]                 | false | false",
        "{\"$anyOrder\": [1]}      | [1, 2]                 | false | false",
        "{\"$has\": [2]}           | [1, 2]                 | true  | true",
        "{\"$has\": [2, 2]}        | [1, 2]                 | false | false",
        "\"$any\"                  | 7                      | true  | true",
        "\"~^req-\"                | \"req-1\"              | true  | true",
        "\"~^req-\"                | \"a req-1\"            | false | false",
        "\"1\"                     | 1                      | false | false",
    })
    void expectationsHoldOrFail(String expected, String actual, boolean atLeast, boolean exactly) {
        assertThat(holds(expected, actual, false)).as("at least").isEqualTo(atLeast);
        assertThat(holds(expected, actual, true)).as("exactly").isEqualTo(exactly);
    }

    private static boolean holds(String expected, String actual, boolean isExact) {
        try {
            JsonExpectation.check(json(expected), json(actual), "$", isExact, "");
            return true;
        } catch (AssertionError fails) {
            return false;
        }
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }
}

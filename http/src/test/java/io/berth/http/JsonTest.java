package io.berth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `{"name":"a"`   | Malformed JSON: Unexpected end-of-input: expected close marker for Object at line 1, column 12
            `[1,\n 2,,]`    | Malformed JSON: Unexpected character (',' (code 44)): expected a value at line 2, column 4
            `{} x`          | Malformed JSON: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false') at line 1, column 4
            ` `             | Malformed JSON: the body is empty
            """)
    void malformedTextIsRefusedWithTheReasonAndThePlace(String text, String message) {
        assertThatThrownBy(() -> Json.read(text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(HttpProblem.class, problem ->
                        assertThat(problem.message()).isEqualTo(message));
    }
}

package io.berth.reservation.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.requirement.Requirement.AllOf;
import io.berth.reservation.requirement.Requirement.Comparison;
import io.berth.reservation.requirement.Requirement.OneOf;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementParserTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "[]", " [ ] "})
    void nothingRestrictsNothing(String text) {
        assertThat(RequirementParser.parse(text)).contains(AllOf.NOTHING);
    }

    @ParameterizedTest
    @CsvSource({
        "==, EQUAL", "=, EQUAL", "!=, NOT_EQUAL", ">=, AT_LEAST", "<=, AT_MOST", ">, MORE", "<, LESS",
    })
    void everyOperatorIsRead(String symbol, Operator operator) {
        assertThat(RequirementParser.parse("[\"" + symbol + "\", \"$vcpus\", \"4\"]"))
                .contains(new Comparison(operator, "vcpus", "4"));
    }

    @Test
    void namesKeepWhatFollowsTheFirstDollar() {
        assertThat(RequirementParser.parse("[\"==\", \"$$gpu count\", \" x \"]"))
                .contains(new Comparison(Operator.EQUAL, "$gpu count", " x "));
    }

    @Test
    void andOrAndNotNest() {
        Requirement read = RequirementParser.parse("""
                ["and", ["==", "$a", "1"], ["or", ["not", ["<", "$b", "2"]], ["and", ["==", "$c", "3"], ["==", "$d", "4"]]]]
                """).orElseThrow();
        assertThat(read.describe()).isEqualTo("(a == 1 and (not b < 2 or (c == 3 and d == 4)))");
        assertThat(read.names()).containsExactly("a", "b", "c", "d");
        assertThat(read.terms()).extracting(Requirement::describe)
                .containsExactly("a == 1", "(not b < 2 or (c == 3 and d == 4))");
    }

    @Test
    void anInnerAndIsPartOfTheOuterOne() {
        Requirement read = RequirementParser.parse(
                "[\"and\", [\"==\", \"$a\", \"1\"], [\"and\", [\"==\", \"$b\", \"2\"], [\"==\", \"$c\", \"3\"]]]").orElseThrow();
        assertThat(read.terms()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"in\", \"$rack\", \"r1\", \"r2\"]", "[\"in\", \"$rack\", [\"r1\", \"r2\"]]"})
    void inIsReadInBothForms(String text) {
        assertThat(RequirementParser.parse(text)).contains(new OneOf("rack", List.of("r1", "r2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "x", " ", "{}", "null", "5", "true", "\"x\"", "[5]", "[null]", "[[]]", "[\"\"]", "[\"==\"]",
        "[\"==\", \"$vcpus\"]",
        "[\"==\", \"$vcpus\", \"4\", \"5\"]",
        "[\">=\", \"$vcpus\", 4]",
        "[\">=\", \"$vcpus\", null]",
        "[\">=\", \"$vcpus\", \"\"]",
        "[\">=\", \"$vcpus\", [\"4\"]]",
        "[\"==\", \"vcpus\", \"4\"]",
        "[\"==\", \"$\", \"4\"]",
        "[\"==\", 4, \"4\"]",
        "[\"===\", \"$vcpus\", \"4\"]",
        "[\"like\", \"$vcpus\", \"4\"]",
        "[\"AND\", [\"==\", \"$vcpus\", \"4\"]]",
        "[\"and\"]", "[\"or\"]", "[\"not\"]", "[\"in\", \"$rack\"]", "[\"in\", \"$rack\", []]",
        "[\"in\", \"rack\", \"r1\"]",
        "[\"in\", \"$rack\", \"r1\", 2]",
        "[\"in\", \"$rack\", [\"r1\"], [\"r2\"]]",
        "[\"and\", []]", "[\"and\", \"\"]", "[\"and\", {}]",
        "[\"and\", [\"==\", \"$a\", \"1\"], []]",
        "[\"not\", [\"==\", \"$a\", \"1\"], [\"==\", \"$b\", \"1\"]]",
        "[\"==\", \"$vcpus\", \"4\"] x",
        "[\"==\", \"$vcpus\", \"4\"",
        "['==', '$vcpus', '4']",
    })
    void malformedTextsAreTold(String text) {
        assertThat(RequirementParser.parse(text)).isEmpty();
    }

    @Test
    void whatIsTooDeepOrTooLongIsMalformed() {
        String term = "[\"==\", \"$a\", \"1\"]";
        assertThat(RequirementParser.parse(nested(term, RequirementParser.DEPTH_MAX - 1))).isPresent();
        assertThat(RequirementParser.parse(nested(term, RequirementParser.DEPTH_MAX))).isEmpty();
        assertThat(RequirementParser.parse(nested(term, 1_500))).isEmpty();
        String longest = "[\"==\", \"$a\", \"" + "x".repeat(RequirementParser.LENGTH_MAX - 16) + "\"]";
        assertThat(RequirementParser.parse(longest)).isPresent();
        assertThat(RequirementParser.parse(longest + " ")).isEmpty();
    }

    private static String nested(String term, int depth) {
        return "[\"not\", ".repeat(depth) + term + "]".repeat(depth);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [">=", "$vcpus", 4]            | ['>=', '$vcpus', 4]
            {"a": [true, null, 1.0]}       | {'a': [True, None, 1.0]}
            []                             | []
            "it's"                         | "it's"
            not json                       | not json
            ["and"                         | ["and"
            """)
    void malformedTextsAreShownAsPythonShowsThem(String text, String shown) {
        assertThat(RequirementParser.shown(text)).isEqualTo(shown);
    }

    @Test
    void textsTooLongToReadAreNotShown() {
        assertThat(RequirementParser.shown("x".repeat(RequirementParser.LENGTH_MAX + 1)))
                .isEqualTo("(longer than 16384 characters)");
    }
}

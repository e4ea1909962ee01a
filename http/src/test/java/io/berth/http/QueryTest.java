package io.berth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    @Test
    void decodesUtf8AndBlanksAndKeepsRepetitionsInOrder() {
        Query query = Query.parse("name=a%20b+c&name=%C3%A4&flag&&empty=");
        assertThat(query.all("name")).containsExactly("a b c", "ä");
        assertThat(query.names()).containsExactly("name", "flag", "empty");
        assertThat(query.last("empty")).contains("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ff=a", "a=%C3", "a=%00", "a=%zz%ff"})
    void whatIsNoTextThatADatabaseCanHoldIsRefused(String raw) {
        assertThatThrownBy(() -> Query.parse(raw))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @CsvSource({"a=%,%", "a=%4,%4", "a=%zz,%zz", "a=%%20b,% b", "a=100%+of,100% of", "a=%2%2B,%2+"})
    void aBrokenEscapeStandsForItself(String raw, String value) {
        assertThat(Query.parse(raw).last("a")).contains(value);
    }
}

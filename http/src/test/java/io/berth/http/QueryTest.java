package io.berth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "%ff=a", "a=%C3", "a=%00"})
    void whatIsNoTextThatADatabaseCanHoldIsRefused(String raw) {
        assertThatThrownBy(() -> Query.parse(raw))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.status()).isEqualTo(400));
    }
}

package io.berth.placement.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.http.Body;
import io.berth.http.Headers;
import io.berth.http.Request;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptHeaderTest {
    /** What is unreadable does not keep anybody from JSON. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "text/html              | ;a   | 1      | false",
        "text/html              | ;a=b | 1000   | false",
        "text/html;q=           | x    | 1      | true",
        "text/html              | ;a=b | 10000  | true",
    })
    void howeverLongItIsItIsReadOrUnreadable(String start, String more, int times, boolean admitsJson) {
        Headers headers = Headers.NONE.plus("Accept", start + more.repeat(times));
        Request request = new Request("GET", "/", "", headers, Body.NONE, "http://berth", "req-1");

        assertThat(AcceptHeader.of(request).admitsJson()).isEqualTo(admitsJson);
    }
}

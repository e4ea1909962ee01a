package io.berth.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoSpanTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "PT8H, 2026-01-31T20:00:00Z",
        "PT0.5S, 2026-01-31T12:00:00.500Z",
        "P1D, 2026-02-01T12:00:00Z",
        "P1W, 2026-02-07T12:00:00Z",
        "P1M, 2026-02-28T12:00:00Z",
        "P1Y, 2027-01-31T12:00:00Z",
        "P1Y2M1W3DT4H5M6S, 2027-04-10T16:05:06Z",
        "p1dt1h, 2026-02-01T13:00:00Z",
        "-PT1H, 2026-01-31T11:00:00Z",
        "-P1M1DT1H, 2025-12-30T11:00:00Z"
    })
    void aSpanIsTheCalendarsInUtc(String span, Instant expected) {
        assertThat(IsoSpan.after(START, span)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "PT", "P1", "1D", "P1DT", "P1H", "PT1D", "T1H", "P1D ", "P99999999999Y", "P999999999Y", "now"})
    void whatIsNoneOrLeadsBeyondTimeIsRefused(String span) {
        assertThatThrownBy(() -> IsoSpan.after(START, span))
                .satisfies(thrown -> assertThat(thrown).isInstanceOfAny(DateTimeException.class, ArithmeticException.class));
    }
}

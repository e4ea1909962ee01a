package io.berth.placement.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonIntTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(nullValues = "-", value = {
        "1, 1",
        "' 1 ', 1",
        "+1, 1",
        "-2, -2",
        "01, 1",
        "1_0, 10",
        "٣, 3",
        "1__0, -",
        "_1, -",
        "1.0, -",
        "1e3, -",
        "fred, -",
        "'', -",
        "'1 0', -",
    })
    void integersAreReadAsPythonReadsThem(String text, BigInteger value) {
        assertThat(PythonInt.parse(text)).isEqualTo(Optional.ofNullable(value));
    }
}

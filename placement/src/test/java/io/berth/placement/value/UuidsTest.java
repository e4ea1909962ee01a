package io.berth.placement.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UuidsTest {
    /** Contract placement §7. */
    @ParameterizedTest(name = "{0}: loose {1}, strict {2}, as stored {3}")
    @CsvSource({
        "0b5be3a5-3e4f-4b0e-8f0e-3c5ad0b6a001, true, true, true",
        "0B5BE3A5-3E4F-4B0E-8F0E-3C5AD0B6A001, true, true, false",
        "0b5be3a53e4f4b0e8f0e3c5ad0b6a001, true, false, false",
        "{0b5be3a5-3e4f-4b0e-8f0e-3c5ad0b6a001}, true, false, false",
        "urn:uuid:0b5be3a5-3e4f-4b0e-8f0e-3c5ad0b6a001, true, false, false",
        "0b5be3a5-3e4f-4b0e-8f0e-3c5ad0b6a00, false, false, false",
        "0b5be3a5-3e4f-4b0e-8f0e-3c5ad0b6a00g, false, false, false",
        "fish, false, false, false",
        "'', false, false, false",
    })
    void spellingsAreAcceptedByTheirRules(String text, boolean loose, boolean strict, boolean asStored) {
        assertThat(Uuids.loose(text).isPresent()).as("loose").isEqualTo(loose);
        assertThat(Uuids.isStrict(text)).as("strict").isEqualTo(strict);
        assertThat(Uuids.asStored(text).isPresent()).as("as stored").isEqualTo(asStored);
    }
}

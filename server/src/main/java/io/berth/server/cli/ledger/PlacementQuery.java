package io.berth.server.cli.ledger;

import io.berth.server.cli.remote.Address;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** A query for allocation candidates, as words of the command line. */
final class PlacementQuery {
    /** Queries are read as of the newest version. */
    static final Map<String, String> NEWEST = Map.of("OpenStack-API-Version", "placement latest");

    @Parameters(arity = "1..*", paramLabel = "PARAMETER", description = "Name and value, as in resources=VCPU:1; or a whole query string.")
    private List<String> words = List.of();

    /** A word that is no parameter. */
    Optional<String> misfit() {
        return parameters().stream().filter(word -> !word.contains("=")).findFirst();
    }

    Address addTo(Address address) {
        Address whole = address;
        for (String parameter : parameters()) {
            String[] parts = parameter.split("=", 2);
            whole = whole.with(parts[0], parts[1]);
        }
        return whole;
    }

    private List<String> parameters() {
        return words.stream()
                .flatMap(text -> List.of(text.substring(text.indexOf('?') + 1).split("&")).stream())
                .map(PlacementQuery::plain)
                .toList();
    }

    /** Queries copied from logs come with escapes. */
    private static String plain(String word) {
        try {
            return word.contains("%") ? URLDecoder.decode(word, StandardCharsets.UTF_8) : word;
        } catch (IllegalArgumentException noEscape) {
            return word;
        }
    }
}

package io.berth.placement.wire;

import io.berth.base.Characters;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Query;
import java.util.Collection;
import java.util.List;

/** Query strings of the routes that judge theirs (contract placement §5.4, §7). */
public final class Queries {
    private Queries() {}

    /**
     * The query, whatever is in it.
     *
     * @throws PlacementProblem 400 where it cannot be decoded
     */
    public static Query read(Call call) {
        try {
            Query query = call.request().parameters();
            query.parameters().forEach(it -> Texts.check(it.name() + it.value()));
            return query;
        } catch (HttpProblem broken) {
            throw invalid(broken.message());
        }
    }

    /** Reads the query and refuses parameters that the route does not have in this version. */
    public static Query read(Call call, Collection<String> known) {
        Query query = read(call);
        List<String> unknown = query.names().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .map(name -> "'" + name + "'")
                .toList();
        if (!unknown.isEmpty()) {
            throw invalid("Additional properties are not allowed (" + String.join(", ", unknown)
                    + (unknown.size() == 1 ? " was" : " were") + " unexpected)\n\nFailed validating"
                    + " 'additionalProperties' in schema");
        }
        return query;
    }

    public static PlacementProblem invalid(String message) {
        return PlacementProblem.invalid("Invalid query string parameters: " + message);
    }

    /** A value's length, for the keyword that a functional test looks for. */
    public static void checkLength(String name, String value, int max) {
        int length = Characters.count(value);
        if (length < 1 || length > max) {
            throw invalid("'" + value + "' is too " + (length < 1 ? "short" : "long") + "\n\nFailed validating '"
                    + (length < 1 ? "minLength" : "maxLength") + "' in schema['properties']['" + name + "']");
        }
    }
}

package io.berth.reservation.wire;

import io.berth.http.HttpProblem;
import java.util.Collection;
import java.util.Set;
import java.util.function.BiFunction;

/** Names that a request has, against those that there are: one that is misspelt is not one that is left out. */
public final class KnownNames {
    private KnownNames() {}

    /** @param problem what is said of the first that there is not, and of all that there are */
    public static void require(Collection<String> given, Set<String> known, BiFunction<String, String, HttpProblem> problem) {
        given.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw problem.apply(name, "there are " + String.join(", ", known.stream().sorted().toList()));
        });
    }
}

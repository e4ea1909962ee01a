package io.berth.compute.api;

import io.berth.http.HttpProblem;
import io.berth.http.Query;
import io.berth.http.schema.PythonText;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers in query strings. */
final class PageQuery {
    /** The longest page: {@code [api]/max_limit}. */
    static final int LIMIT_MAX = 1_000;

    private static final Pattern DIGITS = Pattern.compile("[0-9]*");
    private static final int DIGITS_MAX = 9;

    private PageQuery() {}

    /** How many to list at most; nothing or 0 asks for all that one page holds. */
    static int limit(Query query) {
        int asked = number(query, "limit").orElse(0);
        return asked == 0 ? LIMIT_MAX : Math.min(asked, LIMIT_MAX);
    }

    static Optional<Integer> number(Query query, String name) {
        Optional<String> text = query.last(name);
        if (text.isPresent() && !DIGITS.matcher(text.get()).matches()) {
            throw new HttpProblem(400, "Invalid input for query parameters " + name + ". Value: " + text.get() + ". "
                    + PythonText.repr(text.get()) + " does not match '^[0-9]*$'");
        }
        return text.filter(digits -> !digits.isEmpty())
                .map(digits -> digits.length() > DIGITS_MAX ? Integer.MAX_VALUE : Integer.parseInt(digits));
    }
}

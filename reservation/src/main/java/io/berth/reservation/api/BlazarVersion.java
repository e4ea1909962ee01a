package io.berth.reservation.api;

import io.berth.http.HttpProblem;
import io.berth.http.Request;
import io.berth.http.Response;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The microversion of the reservation API: there is only 1.0 (contract blazar §2.2). */
final class BlazarVersion {
    private static final String HEADER = "OpenStack-API-Version";
    private static final String SERVICE = "reservation";
    private static final Pattern FORM = Pattern.compile("([1-9]\\d*)\\.(0|[1-9]\\d*)");

    private BlazarVersion() {}

    /** @throws HttpProblem 406 for a version that there is not, 400 for what is none */
    static void check(Request request) {
        Optional<String> asked = request.headers().all(HEADER).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> value.regionMatches(true, 0, SERVICE + " ", 0, SERVICE.length() + 1))
                .map(value -> value.substring(SERVICE.length()).strip())
                .reduce((first, last) -> last);
        if (asked.isEmpty() || asked.get().isEmpty() || asked.get().equals("latest")) {
            return;
        }
        Matcher version = FORM.matcher(asked.get());
        if (!version.matches()) {
            throw new HttpProblem(400, "API Version String " + asked.get()
                    + " is of invalid format. Must be of format MajorNum.MinorNum.");
        }
        if (!asked.get().equals("1.0")) {
            throw new HttpProblem(406, "Version " + asked.get()
                    + " is not supported by the API. Minimum is 1.0 and maximum is 1.0.");
        }
    }

    static Response stamp(Response response) {
        return response.with("Vary", HEADER).with(HEADER, SERVICE + " 1.0");
    }
}

package io.berth.compute.api;

import io.berth.http.Microversion;
import io.berth.http.Request;
import io.berth.http.Response;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The compute API's microversions and their two headers (contract nova-external-events §8.2). */
final class ComputeVersions {
    static final Microversion MIN = Microversion.of(2, 1);
    static final Microversion MAX = Microversion.of(2, 104);

    static final String HEADER = "OpenStack-API-Version";
    static final String OLD_HEADER = "X-OpenStack-Nova-API-Version";
    private static final String SERVICE = "compute ";
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})\\.(0|[1-9]\\d{0,5})");

    private ComputeVersions() {}

    sealed interface Outcome {
        record Agreed(Microversion version) implements Outcome {}

        record Refused(Response response) implements Outcome {}
    }

    /** The newer header wins where it speaks of compute; without either, the oldest version. */
    static Outcome negotiate(Request request) {
        Optional<String> asked = Arrays.stream(
                        String.join(",", request.headers().all(HEADER)).split(","))
                .map(String::strip)
                .filter(part -> part.startsWith(SERVICE))
                .map(part -> part.substring(SERVICE.length()).strip())
                .findFirst()
                .or(() -> request.headers().first(OLD_HEADER).map(String::strip));
        return asked.map(ComputeVersions::agree).orElseGet(() -> new Outcome.Agreed(MIN));
    }

    private static Outcome agree(String asked) {
        if (asked.equals("latest")) {
            return new Outcome.Agreed(MAX);
        }
        Matcher form = FORM.matcher(asked);
        if (!form.matches()) {
            return new Outcome.Refused(ComputeApi.fault(400, "API Version String " + asked
                    + " is of invalid format. Must be of format MajorNum.MinorNum."));
        }
        Microversion version =
                Microversion.of(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        if (version.compareTo(MIN) >= 0 && version.compareTo(MAX) <= 0) {
            return new Outcome.Agreed(version);
        }
        Response refused = ComputeApi.fault(406, "Version " + version + " is not supported by the API. Minimum is "
                + MIN + " and maximum is " + MAX + ".");
        return new Outcome.Refused(stamped(refused, version));
    }

    /** The answer with the headers that tell its version. */
    static Response stamped(Response response, Microversion version) {
        return response.with(HEADER, SERVICE + version)
                .with(OLD_HEADER, version.toString())
                .with("Vary", HEADER)
                .plus("Vary", OLD_HEADER);
    }
}

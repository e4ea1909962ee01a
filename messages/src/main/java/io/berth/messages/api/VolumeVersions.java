package io.berth.messages.api;

import io.berth.http.FaultBody;
import io.berth.http.Microversion;
import io.berth.http.Request;
import io.berth.http.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The block storage API's microversions and their header (contract cinder-messages §1). */
final class VolumeVersions {
    static final Microversion MIN = Microversion.of(3, 0);
    static final Microversion MAX = Microversion.of(3, 71);

    /** Messages exist. */
    static final Microversion MESSAGES = Microversion.of(3, 3);

    /** Lists are paged, sorted and filtered. */
    static final Microversion PAGING = Microversion.of(3, 5);

    /** Filters of callers who are not admin are checked against a list. */
    static final Microversion FILTERS_CHECKED = Microversion.of(3, 31);

    /** The list of filters can be read. */
    static final Microversion FILTERS_SHOWN = Microversion.of(3, 33);

    /** {@code name~=part}. */
    static final Microversion LIKE = Microversion.of(3, 34);

    static final String HEADER = "OpenStack-API-Version";
    private static final String SERVICE = "volume ";
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})\\.(0|[1-9]\\d{0,5})");

    private VolumeVersions() {}

    sealed interface Outcome {
        record Agreed(Microversion version) implements Outcome {}

        record Refused(Response response) implements Outcome {}
    }

    static Outcome negotiate(Request request) {
        List<String> headers = request.headers().all(HEADER);
        if (headers.isEmpty()) {
            return new Outcome.Agreed(MIN);
        }
        Optional<String> asked = Arrays.stream(String.join(",", headers).split(","))
                .map(String::strip)
                .filter(part -> part.startsWith(SERVICE))
                .map(part -> part.substring(SERVICE.length()).strip())
                .findFirst();
        return asked.map(VolumeVersions::agree)
                .orElseGet(() -> new Outcome.Refused(FaultBody.of(400, MessagesCodec.MALFORMED)));
    }

    private static Outcome agree(String asked) {
        if (asked.equals("latest")) {
            return new Outcome.Agreed(MAX);
        }
        Matcher form = FORM.matcher(asked);
        if (!form.matches()) {
            return new Outcome.Refused(FaultBody.of(400, "API Version String " + asked
                    + " is of invalid format. Must be of format MajorNum.MinorNum."));
        }
        Microversion version =
                Microversion.of(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        if (version.compareTo(MIN) >= 0 && version.compareTo(MAX) <= 0) {
            return new Outcome.Agreed(version);
        }
        Response refused = FaultBody.of(406, "Version " + version + " is not supported by the API. Minimum is " + MIN
                + " and maximum is " + MAX + ".");
        return new Outcome.Refused(version.major() == MIN.major() ? stamped(refused, version) : refused);
    }

    /** The answer with the headers that tell its version. */
    static Response stamped(Response response, Microversion version) {
        return response.with(HEADER, SERVICE + version).with("Vary", HEADER);
    }
}

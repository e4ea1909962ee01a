package io.berth.placement.wire;

import io.berth.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client wants to read (contract placement §4.2). A missing header and {@code * / *} alone mean JSON. */
final class AcceptHeader {
    enum Rendering {
        JSON,
        HTML,
        PLAIN
    }

    /** Clients send some hundred characters; blanks in a row are looked through once for each of them. A longer header is unreadable. */
    private static final int LENGTH_MAX = 4_096;

    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    /** Takes parameters without a way back, which would be a step deeper for each. */
    private static final Pattern RANGE =
            Pattern.compile("(" + TOKEN + ")/(" + TOKEN + ")((?:\\s*;\\s*" + TOKEN + "(?:=(?:" + TOKEN + "|\"[^\"]*\"))?)*+)");
    private static final Pattern QUALITY = Pattern.compile("(?i)\\s*;\\s*q=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)(?=\\s*;|$)");
    /** One that is no number from 0 to 1 with at most three digits makes the header unreadable. */
    private static final Pattern ANY_QUALITY = Pattern.compile("(?i);\\s*q=");

    private record Range(String type, String subtype, boolean hasParameters, double quality) {
        /** How exactly this range names a media type: 0 not at all, 3 fully. */
        int fits(String offeredType, String offeredSubtype) {
            if (hasParameters) {
                return 0;
            }
            if (type.equals("*") && subtype.equals("*")) {
                return 1;
            }
            if (!type.equalsIgnoreCase(offeredType)) {
                return 0;
            }
            return subtype.equals("*") ? 2 : subtype.equalsIgnoreCase(offeredSubtype) ? 3 : 0;
        }
    }

    private static final String JSON = "application/json";
    private static final AcceptHeader OF_JSON = new AcceptHeader(JSON, parse(JSON));

    private final String value;
    private final Optional<List<Range>> ranges;

    private AcceptHeader(String value, Optional<List<Range>> ranges) {
        this.value = value;
        this.ranges = ranges;
    }

    static AcceptHeader of(Request request) {
        String value = String.join(", ", request.headers().all("Accept"));
        boolean isJson = value.equals(JSON) || value.isBlank() || value.strip().equals("*/*");
        return isJson ? OF_JSON : new AcceptHeader(value, parse(value));
    }

    private static Optional<List<Range>> parse(String value) {
        if (value.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        List<Range> ranges = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            Matcher range = RANGE.matcher(part.strip());
            if (part.isBlank()) {
                continue;
            }
            if (!range.matches()) {
                return Optional.empty();
            }
            String parameters = range.group(3);
            Matcher quality = QUALITY.matcher(parameters);
            boolean hasQuality = quality.find();
            String others = hasQuality ? parameters.substring(0, quality.start()) : parameters;
            if (ANY_QUALITY.matcher(others).find()) {
                return Optional.empty();
            }
            ranges.add(new Range(
                    range.group(1),
                    range.group(2),
                    !others.isBlank(),
                    hasQuality ? Double.parseDouble(quality.group(1)) : 1.0));
        }
        return Optional.of(ranges);
    }

    /** As it was sent, for the 406's text. */
    String value() {
        return value;
    }

    boolean admitsJson() {
        return ranges.isEmpty() || quality("application", "json") > 0;
    }

    /** Where both are wanted alike, HTML wins: so does placement's library. */
    Rendering ofErrors() {
        if (ranges.isEmpty()) {
            return Rendering.HTML;
        }
        double html = quality("text", "html");
        double json = quality("application", "json");
        if (html > 0 && html >= json) {
            return Rendering.HTML;
        }
        return json > 0 ? Rendering.JSON : Rendering.PLAIN;
    }

    private double quality(String type, String subtype) {
        int best = 0;
        double quality = 0;
        for (Range range : ranges.orElse(List.of())) {
            int fit = range.fits(type, subtype);
            if (fit > best) {
                best = fit;
                quality = range.quality();
            }
        }
        return quality;
    }
}

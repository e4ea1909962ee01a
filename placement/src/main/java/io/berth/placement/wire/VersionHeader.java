package io.berth.placement.wire;

import io.berth.http.Microversion;
import io.berth.http.Request;
import io.berth.placement.value.PythonInt;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The microversion a request asks for, in {@code OpenStack-API-Version} (contract placement §3.1). */
final class VersionHeader {
    static final String NAME = "OpenStack-API-Version";
    static final Microversion MIN = Microversion.of(1, 0);
    static final Microversion MAX = Microversion.of(1, 39);

    private static final String SERVICE = "placement";

    /** What clients send, almost always, as they spell it. */
    private static final Map<String, Microversion> USUAL = usual();

    private VersionHeader() {}

    private static Map<String, Microversion> usual() {
        Map<String, Microversion> usual = new HashMap<>();
        for (int minor = 0; minor <= MAX.minor(); minor++) {
            Microversion version = Microversion.of(1, minor);
            usual.put(SERVICE + " " + version, version);
        }
        return Map.copyOf(usual);
    }

    /** @throws Rejected where it is no version or not one of ours */
    static Microversion of(Request request) {
        return of(request, MIN);
    }

    /** @param otherwise what holds where the request names none */
    static Microversion of(Request request, Microversion otherwise) {
        List<String> values = request.headers().all(NAME);
        Microversion usual = values.size() == 1 ? USUAL.get(values.getFirst()) : null;
        return usual != null ? usual : text(values).map(VersionHeader::parse).orElse(otherwise);
    }

    /** The last value that names this service. */
    private static Optional<String> text(List<String> headers) {
        List<String> values = List.of(String.join(",", headers).split(",", -1));
        for (String value : values.reversed()) {
            String[] words = value.strip().split("\\s+", 2);
            if (words.length == 2 && words[0].toLowerCase(Locale.ROOT).equals(SERVICE)) {
                return Optional.of(words[1].strip());
            }
        }
        return Optional.empty();
    }

    private static Microversion parse(String text) {
        if (text.equals("latest")) {
            return MAX;
        }
        String[] parts = text.split("\\.", 2);
        Optional<BigInteger> major = PythonInt.parse(parts[0]);
        Optional<BigInteger> minor = parts.length < 2 ? Optional.empty() : PythonInt.parse(parts[1]);
        if (major.isEmpty() || minor.isEmpty()) {
            throw new Rejected(
                    400,
                    "Invalid microversion: invalid version string: " + text
                            + "; two integers with a dot between them are expected");
        }
        boolean isOurs = major.get().equals(BigInteger.ONE)
                && minor.get().signum() >= 0
                && minor.get().compareTo(BigInteger.valueOf(MAX.minor())) <= 0;
        if (!isOurs) {
            throw new Rejected(406, "Invalid microversion: Unacceptable version header: " + text);
        }
        return Microversion.of(1, minor.get().intValue());
    }

    /** The version itself cannot be served: 400 or 406, answered without version headers. */
    static final class Rejected extends RuntimeException {
        private final int status;

        Rejected(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}

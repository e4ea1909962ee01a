package io.berth.hardware.sim.node;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request that a script makes with curl(1).
 *
 * @param headers as written, in order
 * @param body what {@code -d} and its kind give, joined with {@code &} as curl does; empty without
 */
record CurlCommand(String method, URI url, List<Header> headers, String body) {

    record Header(String name, String value) {}

    /** Options of curl(1) that take a value and do not change the request. */
    private static final Set<String> VALUE_OPTIONS = Set.of(
            "-o", "--output", "-m", "--max-time", "--connect-timeout", "--retry", "--retry-delay", "--retry-max-time",
            "-w", "--write-out", "--cacert", "--noproxy", "-x", "--proxy", "--interface");

    private static final Set<String> DATA_OPTIONS = Set.of("-d", "--data", "--data-raw", "--data-binary", "--data-ascii");

    /** Shell words that may stand before a command. */
    private static final Set<String> PREFIXES = Set.of("if", "then", "else", "do", "while", "until", "!", "exec", "time", "{");

    /** All curl calls of a script, in its order, whether or not a shell would reach them. */
    static List<CurlCommand> ofScript(String script) {
        List<CurlCommand> found = new ArrayList<>();
        for (List<String> words : ShellScript.commands(script)) {
            ofWords(words).ifPresent(found::add);
        }
        return found;
    }

    /** A header's value whatever the case of its name; empty when it is not sent. */
    String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    private static Optional<CurlCommand> ofWords(List<String> words) {
        int start = 0;
        while (start < words.size() && (PREFIXES.contains(words.get(start)) || words.get(start).matches("\\w+=.*"))) {
            start++;
        }
        if (start == words.size() || !words.get(start).matches("(.*/)?curl")) {
            return Optional.empty();
        }
        return new Reader(words.subList(start + 1, words.size())).read();
    }

    /** Walks over the arguments of one call. */
    private static final class Reader {

        private final List<String> arguments;
        private int at;
        private String method = "";
        private String url = "";
        private final List<Header> headers = new ArrayList<>();
        private final List<String> data = new ArrayList<>();

        Reader(List<String> arguments) {
            this.arguments = arguments;
        }

        Optional<CurlCommand> read() {
            while (at < arguments.size()) {
                String argument = arguments.get(at++);
                if (argument.matches("\\d*&?[<>]+")) {
                    at++; // A redirection whose target is the next word.
                } else if (argument.startsWith("--")) {
                    option(argument);
                } else if (argument.startsWith("-") && argument.length() > 1) {
                    shortOptions(argument);
                } else if (!argument.matches("\\d*&?[<>].*")) {
                    url = argument;
                }
            }
            return command();
        }

        /** {@code -sSXPOST} is {@code -s -S -X POST}: the rest of the word is the value of the first option that takes one. */
        private void shortOptions(String word) {
            for (int i = 1; i < word.length(); i++) {
                String option = "-" + word.charAt(i);
                if (takesValue(option)) {
                    if (i + 1 < word.length()) {
                        arguments(option, word.substring(i + 1));
                    } else {
                        option(option);
                    }
                    return;
                }
            }
        }

        private void option(String option) {
            if (takesValue(option) && at < arguments.size()) {
                arguments(option, arguments.get(at++));
            }
        }

        private static boolean takesValue(String option) {
            return Set.of("-X", "--request", "-H", "--header", "--url", "--json", "-u", "--user", "-A", "--user-agent").contains(option)
                    || DATA_OPTIONS.contains(option)
                    || VALUE_OPTIONS.contains(option);
        }

        private void arguments(String option, String value) {
            if (DATA_OPTIONS.contains(option)) {
                data.add(value);
                return;
            }
            switch (option) {
                case "-X", "--request" -> method = value;
                case "-H", "--header" -> header(value);
                case "--url" -> url = value;
                case "--json" -> {
                    data.add(value);
                    header("Content-Type: application/json");
                }
                default -> {
                    // Changes nothing that Berth sees.
                }
            }
        }

        private void header(String line) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.add(new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
            }
        }

        private Optional<CurlCommand> command() {
            String body = String.join("&", data);
            String verb = !method.isEmpty() ? method : data.isEmpty() ? "GET" : "POST";
            if (!data.isEmpty() && headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("Content-Type"))) {
                headers.add(new Header("Content-Type", "application/x-www-form-urlencoded"));
            }
            if (!url.matches("https?://.+")) {
                return Optional.empty();
            }
            try {
                return Optional.of(new CurlCommand(verb, URI.create(url), List.copyOf(headers), body));
            } catch (IllegalArgumentException notAnAddress) {
                return Optional.empty();
            }
        }
    }
}

package io.berth.reservation.recorded;

import io.berth.reservation.recorded.Recording.Exchange;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The list of what is answered differently on purpose, and of what waits to be built. */
record Differences(List<Difference> listed, List<Waiting> waiting) {

    /**
     * @param says its line in docs/compatibility.md, as far as it is told there
     * @param of the exchanges that it is about; none for all whose recorded answer it fits
     * @param recordedStatus null for any
     * @param recordedError how the recorded answer's text begins; null for any
     * @param status of Berth; null for the recorded one
     * @param error how Berth's text begins; null for any
     * @param send what is sent in place of the recorded body; null for that: the answer is as recorded then
     * @param ignoring keys whose values differ, while the rest is as recorded
     */
    record Difference(
            String says,
            Set<String> of,
            @Nullable Integer recordedStatus,
            @Nullable String recordedError,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable String send,
            Set<String> ignoring) {

        boolean isAbout(Exchange exchange) {
            if (!of.isEmpty()) {
                return of.contains(exchange.title());
            }
            return (recordedStatus == null || recordedStatus == exchange.status())
                    && (recordedError == null
                            || exchange.answer().path("error_message").asString("").startsWith(recordedError));
        }
    }

    record Waiting(String what, Set<String> of) {}

    static Differences load() {
        InputStream file = Objects.requireNonNull(Differences.class.getResourceAsStream("/recorded/differences.yaml"));
        Map<String, List<Map<String, Object>>> lists = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        List<Difference> differences = new ArrayList<>();
        for (Map<String, Object> each : lists.getOrDefault("differences", List.of())) {
            differences.add(new Difference(
                    text(each, "says"),
                    texts(each, "of"),
                    (Integer) each.get("recorded_status"),
                    (String) each.get("recorded_error"),
                    (Integer) each.get("status"),
                    (String) each.get("error"),
                    (String) each.get("send"),
                    texts(each, "ignoring")));
        }
        List<Waiting> waiting = lists.getOrDefault("waiting", List.of()).stream()
                .map(each -> new Waiting(text(each, "what"), texts(each, "of")))
                .toList();
        return new Differences(differences, waiting);
    }

    /** What is listed for single exchanges goes before what is listed for many. */
    Optional<Difference> of(Exchange exchange) {
        return Stream.concat(
                        listed.stream().filter(each -> !each.of().isEmpty()),
                        listed.stream().filter(each -> each.of().isEmpty()))
                .filter(each -> each.isAbout(exchange))
                .findFirst();
    }

    Optional<Waiting> waitingFor(Exchange exchange) {
        return waiting.stream().filter(each -> each.of().contains(exchange.title())).findFirst();
    }

    /** The exchanges that the list names one by one. */
    List<String> named() {
        return Stream.concat(
                        listed.stream().flatMap(each -> each.of().stream()),
                        waiting.stream().flatMap(each -> each.of().stream()))
                .toList();
    }

    private static String text(Map<String, Object> entry, String key) {
        return Objects.requireNonNull((String) entry.get(key), key);
    }

    private static Set<String> texts(Map<String, Object> entry, String key) {
        Set<String> texts = new LinkedHashSet<>();
        if (entry.get(key) instanceof List<?> list) {
            list.forEach(each -> texts.add(each.toString()));
        }
        return texts;
    }
}

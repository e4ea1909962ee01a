package io.berth.reservation.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.recorded.Differences.Difference;
import io.berth.reservation.recorded.Recording.Exchange;
import io.berth.reservation.recorded.Recording.Step;
import io.berth.reservation.recorded.RecordedSite.Answer;
import io.berth.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Asks Berth what a Blazar was asked, in the same order and at the same hours, and holds its answers to the recorded ones:
 * they are the same, or their difference is listed, or they wait to be built. An entry of those lists that is not true any more
 * fails.
 */
class RecordedExchangesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final List<String> RECORDINGS = List.of(
            "discovery", "hosts", "lease-validation", "leases", "instances", "choice", "flavors", "floating-ips", "life",
            "broken", "stuck", "v2");

    /** Recorded with other settings: cleaning for five minutes, no event before the end, both enforcement filters. */
    private static final String OTHER_SETTINGS = "settings";

    private static final ReservationOptions SETTINGS = new ReservationOptions(Duration.ofMinutes(5), Duration.ZERO);
    private static final Path COMPATIBILITY = Path.of("..", "docs", "compatibility.md");
    private static final Differences DIFFERENCES = Differences.load();

    private static @Nullable RecordedSite site;
    private static @Nullable RecordedSite otherSite;

    @BeforeAll
    static void serve() {
        site = new RecordedSite(DB.store(), ReservationOptions.DEFAULTS);
        otherSite = RecordedSite.withFilters(DB.newReplica(), SETTINGS);
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(site).close();
        Objects.requireNonNull(otherSite).close();
    }

    @TestFactory
    Stream<DynamicContainer> answersAsRecorded() {
        return Stream.concat(
                RECORDINGS.stream().map(name -> played(Recording.load(name), Objects.requireNonNull(site))),
                Stream.of(played(Recording.load(OTHER_SETTINGS), Objects.requireNonNull(otherSite))));
    }

    private static DynamicContainer played(Recording recording, RecordedSite site) {
        Names names = new Names();
        List<DynamicTest> tests = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (Recording.Entry entry : recording.entries()) {
            switch (entry) {
                case Step step -> steps.add(step);
                case Exchange exchange -> {
                    List<Step> before = List.copyOf(steps);
                    steps.clear();
                    boolean isFirst = tests.isEmpty();
                    tests.add(DynamicTest.dynamicTest(exchange.title(), () -> {
                        if (isFirst) {
                            site.clear();
                        }
                        before.forEach(step -> site.play(step, exchange.at()));
                        Optional<String> sent = DIFFERENCES.of(exchange).flatMap(each -> Optional.ofNullable(each.send()));
                        judge(exchange, site.ask(exchange, sent, names), names);
                    }));
                }
            }
        }
        return DynamicContainer.dynamicContainer(recording.name(), tests);
    }

    private static void judge(Exchange exchange, Answer answer, Names names) {
        Optional<String> wrong = wrong(exchange, answer, names);
        Optional<Differences.Waiting> waiting = DIFFERENCES.waitingFor(exchange);
        if (waiting.isPresent()) {
            assertThat(wrong)
                    .as(exchange.title() + " waits for " + waiting.get().what() + ", but is answered as it should: take it off the list")
                    .isPresent();
        } else {
            assertThat(wrong).as(exchange.title() + ", answered with " + answer.text()).isEmpty();
        }
    }

    /** What is neither as recorded nor as listed. */
    private static Optional<String> wrong(Exchange exchange, Answer answer, Names names) {
        Optional<String> found = difference(exchange, answer, names, Set.of());
        Optional<Difference> listed = DIFFERENCES.of(exchange).filter(each -> each.send() == null);
        if (listed.isEmpty()) {
            return found;
        }
        Difference difference = listed.get();
        if (found.isEmpty()) {
            return Optional.of("listed as different (" + difference.says() + "), but it answers as recorded");
        }
        int status = Objects.requireNonNullElse(difference.status(), exchange.status());
        String error = difference.error();
        if (answer.status() != status || error != null && !answer.error().startsWith(names.inBerth(error))) {
            return Optional.of("not as listed (" + difference.says() + "): " + found.get());
        }
        return difference.ignoring().isEmpty() ? Optional.empty() : difference(exchange, answer, names, difference.ignoring());
    }

    private static Optional<String> difference(Exchange exchange, Answer answer, Names names, Set<String> ignoring) {
        if (answer.status() != exchange.status()) {
            return Optional.of("status: recorded " + exchange.status() + ", now " + answer.status() + " " + answer.text());
        }
        for (var header : exchange.answered().entrySet()) {
            String now = Objects.requireNonNullElse(answer.headers().get(header.getKey()), "none");
            if (!now.startsWith(header.getValue())) {
                return Optional.of(header.getKey() + ": recorded " + header.getValue() + ", now " + now);
            }
        }
        Names attempt = names.copy();
        Optional<String> found = new Likeness(attempt, ignoring).difference(exchange.answer(), answer.body());
        if (found.isEmpty()) {
            names.learn(attempt);
            if (exchange.method().equals("DELETE") && exchange.status() == 204) {
                names.forget(exchange.path().substring(exchange.path().lastIndexOf('/') + 1));
            }
        }
        return found;
    }

    @Test
    void everyListedDifferenceIsToldToOperators() throws IOException {
        String told = Files.readString(COMPATIBILITY);
        assertThat(DIFFERENCES.listed()).allSatisfy(each -> assertThat(told).as("docs/compatibility.md").contains(each.says()));
    }

    @Test
    void theListsNameOnlyExchangesThatThereAre() {
        List<String> titles = Stream.concat(RECORDINGS.stream(), Stream.of(OTHER_SETTINGS))
                .flatMap(name -> Recording.load(name).entries().stream())
                .filter(Exchange.class::isInstance)
                .map(entry -> ((Exchange) entry).title())
                .toList();
        assertThat(titles).doesNotHaveDuplicates().containsAll(DIFFERENCES.named());
        assertThat(DIFFERENCES.named()).doesNotHaveDuplicates();
    }
}

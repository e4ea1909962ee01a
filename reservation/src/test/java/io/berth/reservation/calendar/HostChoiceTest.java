package io.berth.reservation.calendar;

import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.host;
import static io.berth.reservation.Samples.hostId;
import static io.berth.reservation.Samples.taken;
import static io.berth.reservation.Samples.unreservable;
import static io.berth.reservation.Samples.unused;
import static io.berth.reservation.Samples.used;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Explanation.Step;
import io.berth.reservation.requirement.Requirement;
import io.berth.reservation.requirement.RequirementParser;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostChoiceTest {
    private static final Period WINDOW = new Period(at("12:00"), at("13:00"));

    /** A: hosts that nobody booked; B: booked, but free in the window; T: taken in it. Numbered from 1. */
    @ParameterizedTest(name = "{0}, {1} to {2} of them: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            A A A   | 1 | 1 | 1
            A A A   | 1 | 2 | 1 2
            A A A   | 2 | 9 | 1 2 3
            # enough unused ones: the others are not used to reach the maximum
            B A     | 1 | 1 | 2
            B A     | 1 | 2 | 2
            B B A A | 2 | 4 | 3 4
            # too few unused ones: used ones come first
            B B     | 1 | 1 | 1
            B A B   | 2 | 2 | 1 3
            B A B   | 2 | 3 | 1 3 2
            A B     | 2 | 2 | 2 1
            # taken ones never
            T A     | 1 | 2 | 2
            T T     | 1 | 1 | none
            T B A   | 3 | 3 | none
            A       | 2 | 2 | none
            ''      | 1 | 1 | none
            # topping up: none is enough
            B       | 0 | 1 | ''
            A       | 0 | 1 | 1
            T       | 0 | 1 | ''
            """)
    void unusedHostsComeFirst(String kinds, int min, int max, String chosen) {
        List<HostOffer> offers = offers(kinds);
        HostChoice choice = HostChoice.among(HostOffers.of(offers), List.of(), Set.of(), HostOrder.BY_NUMBER, WINDOW, min, max);
        if (chosen.equals("none")) {
            assertThat(choice).isInstanceOf(HostChoice.TooFew.class);
            assertThat(((HostChoice.TooFew) choice).asked()).isEqualTo(min);
        } else {
            assertThat(numbers(choice)).isEqualTo(
                    Arrays.stream(chosen.split(" ")).filter(each -> !each.isEmpty()).map(Long::valueOf).toList());
        }
    }

    @ParameterizedTest(name = "{0}, {1} to {2} of them")
    @CsvSource(delimiter = '|', textBlock = """
            A A A A A B B | 1 | 2 | 1 2 3 4 5
            A B B B B     | 2 | 3 | 1 2 3 4 5
            T B B T B A   | 1 | 1 | 6
            """)
    void atRandomEveryOneOfTheBestHostsIsTakenSometimes(String kinds, int min, int max, String best) {
        SortedSet<Long> taken = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            HostOrder order = new HostOrder.Shuffled(new UUID(0, seed));
            List<Long> once = numbers(HostChoice.among(HostOffers.of(offers(kinds)), List.of(), Set.of(), order, WINDOW, min, max));
            assertThat(once).as("seed %s", seed).doesNotHaveDuplicates().hasSize(max);
            assertThat(numbers(HostChoice.among(HostOffers.of(offers(kinds)), List.of(), Set.of(), order, WINDOW, min, max)))
                    .as("seed %s again", seed).isEqualTo(once);
            taken.addAll(once);
        }
        assertThat(taken).containsExactlyElementsOf(Arrays.stream(best.split(" ")).map(Long::valueOf).toList());
    }

    private static List<HostOffer> offers(String kinds) {
        String[] each = kinds.isEmpty() ? new String[0] : kinds.split(" ");
        HostOffer[] offers = new HostOffer[each.length];
        for (int i = 0; i < each.length; i++) {
            offers[i] = switch (each[i]) {
                case "A" -> unused(i + 1);
                case "B" -> used(i + 1);
                default -> taken(i + 1);
            };
        }
        return List.of(offers);
    }

    private static List<Long> numbers(HostChoice choice) {
        assertThat(choice).isInstanceOf(HostChoice.Chosen.class);
        return ((HostChoice.Chosen) choice).hosts().stream().map(offer -> offer.host().number()).toList();
    }

    @Test
    void theExplanationCountsWhatEachConstraintRemoved() {
        List<HostOffer> offers = List.of(
                new HostOffer(unreservable(host(1)), true, true),
                unused(2), unused(3), taken(4), used(5));
        List<Requirement> requirements = List.of(
                RequirementParser.parse("[\"and\", [\">=\", \"$vcpus\", \"24\"], [\"<\", \"$vcpus\", \"40\"]]").orElseThrow(),
                RequirementParser.parse("").orElseThrow());

        HostChoice choice = HostChoice.among(HostOffers.of(offers), requirements, Set.of(hostId(3)), HostOrder.BY_NUMBER, WINDOW, 1, 2);

        assertThat(choice.explanation().steps()).containsExactly(
                new Step("enrolled", 0, 5),
                new Step("reservable", 1, 4),
                new Step("vcpus >= 24", 1, 3),
                new Step("vcpus < 40", 1, 2),
                new Step("not in this lease already", 1, 1),
                new Step("free from 2026-03-01T12:00:00Z to 2026-03-01T13:00:00Z", 1, 0));
        assertThat(((HostChoice.TooFew) choice).reasons()).isEqualTo(
                "enrolled: 0 removed, 5 left; reservable: 1 removed, 4 left; vcpus >= 24: 1 removed, 3 left;"
                        + " vcpus < 40: 1 removed, 2 left; not in this lease already: 1 removed, 1 left;"
                        + " free from 2026-03-01T12:00:00Z to 2026-03-01T13:00:00Z: 1 removed, 0 left; asked for at least 1.");
    }

    @Test
    void aNameThatNoHostHasIsTold() {
        List<HostOffer> offers = List.of(new HostOffer(host(1, "gpu", "x"), false, false), unused(2));
        assertThat(HostChoice.among(HostOffers.of(offers), wants("[\"==\", \"$gpu\", \"x\"]"), Set.of(), HostOrder.BY_NUMBER, WINDOW, 1, 1))
                .as("some host has it, though none that is free").isInstanceOf(HostChoice.TooFew.class);
        HostChoice unknown = HostChoice.among(HostOffers.of(offers), wants("[\"or\", [\"==\", \"$gpu\", \"x\"], [\"==\", \"$disk\", \"x\"]]"),
                Set.of(), HostOrder.BY_NUMBER, WINDOW, 1, 1);
        assertThat(unknown).isInstanceOf(HostChoice.Unknown.class);
        assertThat(((HostChoice.Unknown) unknown).property()).isEqualTo("disk");
    }

    private static List<Requirement> wants(String text) {
        return List.of(RequirementParser.parse(text).orElseThrow());
    }
}

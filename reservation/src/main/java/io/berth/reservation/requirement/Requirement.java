package io.berth.reservation.requirement;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * What a reservation wants of a host. Blazar's comparisons and {@code and}, evaluated to any depth; beyond Blazar also
 * {@code or}, {@code not} and {@code in} (contract blazar §13, §25 rows 13–17).
 */
public sealed interface Requirement {

    /** Whether the host is known to meet it: a host that lacks a capability meets nothing that is asked of it. */
    default boolean isMetBy(HostAttributes host) {
        return evaluate(host) == Truth.YES;
    }

    Truth evaluate(HostAttributes host);

    /** The names of all attributes that it asks about, in order. */
    SequencedSet<String> names();

    /** In words, for explanations: {@code vcpus >= 4}. */
    String describe();

    /** The conditions that must all hold, each for itself: what an explanation counts. */
    default List<Requirement> terms() {
        return List.of(this);
    }

    /** {@code wanted} of {@code "null"} means an empty field, or a capability that says just that. */
    record Comparison(Operator operator, String name, String wanted) implements Requirement {
        private static final String NULL = "null";

        @Override
        public Truth evaluate(HostAttributes host) {
            return switch (host.attribute(name)) {
                case HostAttributes.Attribute.Present present -> Truth.of(wanted.equals(NULL) && !present.text().equals(NULL)
                        ? operator == Operator.NOT_EQUAL
                        : operator.holds(present.text(), wanted));
                case HostAttributes.Attribute.Empty empty ->
                    wanted.equals(NULL) ? Truth.of(operator == Operator.EQUAL) : Truth.UNKNOWN;
                case HostAttributes.Attribute.Absent absent -> Truth.UNKNOWN;
            };
        }

        @Override
        public SequencedSet<String> names() {
            return new LinkedHashSet<>(List.of(name));
        }

        @Override
        public String describe() {
            return name + " " + operator.symbol() + " " + wanted;
        }
    }

    record OneOf(String name, List<String> wanted) implements Requirement {
        public OneOf {
            wanted = List.copyOf(wanted);
        }

        @Override
        public Truth evaluate(HostAttributes host) {
            return wanted.stream()
                    .map(value -> new Comparison(Operator.EQUAL, name, value).evaluate(host))
                    .reduce(Truth.NO, Truth::or);
        }

        @Override
        public SequencedSet<String> names() {
            return new LinkedHashSet<>(List.of(name));
        }

        @Override
        public String describe() {
            return name + " in " + String.join(", ", wanted);
        }
    }

    /** None at all means no restriction. */
    record AllOf(List<Requirement> parts) implements Requirement {
        public static final AllOf NOTHING = new AllOf(List.of());

        public AllOf {
            parts = List.copyOf(parts);
        }

        @Override
        public Truth evaluate(HostAttributes host) {
            return parts.stream().map(part -> part.evaluate(host)).reduce(Truth.YES, Truth::and);
        }

        @Override
        public SequencedSet<String> names() {
            return namesOf(parts);
        }

        @Override
        public String describe() {
            return parts.stream().map(Requirement::describe).collect(Collectors.joining(" and ", "(", ")"));
        }

        @Override
        public List<Requirement> terms() {
            return parts.stream().flatMap(part -> part.terms().stream()).toList();
        }
    }

    record AnyOf(List<Requirement> parts) implements Requirement {
        public AnyOf {
            parts = List.copyOf(parts);
        }

        @Override
        public Truth evaluate(HostAttributes host) {
            return parts.stream().map(part -> part.evaluate(host)).reduce(Truth.NO, Truth::or);
        }

        @Override
        public SequencedSet<String> names() {
            return namesOf(parts);
        }

        @Override
        public String describe() {
            return parts.stream().map(Requirement::describe).collect(Collectors.joining(" or ", "(", ")"));
        }
    }

    record Not(Requirement part) implements Requirement {
        @Override
        public Truth evaluate(HostAttributes host) {
            return part.evaluate(host).negate();
        }

        @Override
        public SequencedSet<String> names() {
            return part.names();
        }

        @Override
        public String describe() {
            return "not " + part.describe();
        }
    }

    private static SequencedSet<String> namesOf(List<Requirement> parts) {
        SequencedSet<String> names = new LinkedHashSet<>();
        parts.forEach(part -> names.addAll(part.names()));
        return names;
    }
}

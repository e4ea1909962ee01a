package io.berth.reservation.requirement;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a host's attribute is compared with a wanted value: as numbers where both are numbers, else as text in any case. */
public enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    AT_LEAST(">="),
    AT_MOST("<="),
    MORE(">"),
    LESS("<");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    static Optional<Operator> named(String symbol) {
        String canonical = symbol.equals("=") ? "==" : symbol;
        return Arrays.stream(values())
                .filter(operator -> operator.symbol.equals(canonical))
                .findFirst();
    }

    boolean holds(String actual, String wanted) {
        int order = compare(actual, wanted);
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case AT_LEAST -> order >= 0;
            case AT_MOST -> order <= 0;
            case MORE -> order > 0;
            case LESS -> order < 0;
        };
    }

    private static int compare(String actual, String wanted) {
        Optional<BigDecimal> left = number(actual);
        Optional<BigDecimal> right = number(wanted);
        if (left.isPresent() && right.isPresent()) {
            return left.get().compareTo(right.get());
        }
        return actual.toLowerCase(Locale.ROOT).compareTo(wanted.toLowerCase(Locale.ROOT));
    }

    /** Longer digits, or exponents, are text: comparing them as numbers could cost any amount of memory. */
    private static final int DIGITS_MAX = 40;

    private static Optional<BigDecimal> number(String text) {
        if (text.length() > DIGITS_MAX || !text.matches("[+-]?\\d+(\\.\\d+)?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }
}

package io.berth.identity.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads check strings (contract keystone §7): {@code ()} binds before {@code not}, {@code not} before {@code and},
 * {@code and} before {@code or}. Where oslo.policy logs what it cannot understand and never grants it, Berth does not start.
 */
final class CheckParser {
    private static final Set<String> WORDS = Set.of("and", "or", "not");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

    /** How deep parentheses may nest: no rule of any service comes near, and the reader is recursive. */
    private static final int DEPTH_MAX = 100;

    private final List<String> tokens;
    private int next;
    private int depth;

    private CheckParser(List<String> tokens) {
        this.tokens = tokens;
    }

    /**
     * @param rule its name, for the error
     * @throws UnusableCheck where the text cannot be understood, or asks a remote server, which Berth does not do
     */
    static Check parse(String rule, String text) {
        if (text.isEmpty()) {
            return new Check.Always();
        }
        CheckParser parser = new CheckParser(tokens(text));
        try {
            Check check = parser.any();
            if (parser.next < parser.tokens.size()) {
                throw new Unreadable("unexpected " + parser.tokens.get(parser.next));
            }
            return check;
        } catch (Unreadable reason) {
            throw notUnderstood(rule, text, reason);
        }
    }

    private static UnusableCheck notUnderstood(String rule, String text, Unreadable reason) {
        return new UnusableCheck(
                "policy rule " + rule + ": \"" + text + "\" cannot be understood: " + reason.getMessage());
    }

    /** The list form: any of the inner lists, of which all. An inner list may be a single check. */
    static Check parse(String rule, List<?> outer) {
        if (outer.isEmpty()) {
            return new Check.Always();
        }
        List<Check> any = new ArrayList<>();
        for (Object inner : outer) {
            List<?> checks = inner instanceof List<?> list ? list : List.of(inner);
            List<Check> all = checks.stream().map(check -> single(rule, String.valueOf(check))).toList();
            if (!all.isEmpty()) {
                any.add(new Check.And(all));
            }
        }
        return any.isEmpty() ? new Check.Never() : new Check.Or(any);
    }

    private static Check single(String rule, String text) {
        try {
            return check(text);
        } catch (Unreadable reason) {
            throw notUnderstood(rule, text, reason);
        }
    }

    /** Words between blanks; parentheses count at the start and the end of a word only. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            String rest = word;
            while (rest.startsWith("(")) {
                tokens.add("(");
                rest = rest.substring(1);
            }
            String bare = rest;
            while (bare.endsWith(")")) {
                bare = bare.substring(0, bare.length() - 1);
            }
            if (!bare.isEmpty()) {
                tokens.add(WORDS.contains(bare.toLowerCase(Locale.ROOT)) ? bare.toLowerCase(Locale.ROOT) : bare);
            }
            tokens.addAll(Collections.nCopies(rest.length() - bare.length(), ")"));
        }
        return tokens;
    }

    private Check any() {
        List<Check> checks = new ArrayList<>(List.of(all()));
        while (peek().filter("or"::equals).isPresent()) {
            next++;
            checks.add(all());
        }
        return checks.size() == 1 ? checks.getFirst() : new Check.Or(checks);
    }

    private Check all() {
        List<Check> checks = new ArrayList<>(List.of(term()));
        while (peek().filter("and"::equals).isPresent()) {
            next++;
            checks.add(term());
        }
        return checks.size() == 1 ? checks.getFirst() : new Check.And(checks);
    }

    private Check term() {
        if (peek().filter("not"::equals).isPresent()) {
            next++;
            return new Check.Not(factor());
        }
        return factor();
    }

    private Check factor() {
        String token = peek().orElseThrow(() -> new Unreadable("it ends too early"));
        next++;
        if (token.equals("(")) {
            if (++depth > DEPTH_MAX) {
                throw new Unreadable("parentheses nest deeper than " + DEPTH_MAX);
            }
            Check inner = any();
            depth--;
            if (peek().filter(")"::equals).isEmpty()) {
                throw new Unreadable("a parenthesis is not closed");
            }
            next++;
            return inner;
        }
        if (token.equals(")") || WORDS.contains(token)) {
            throw new Unreadable("unexpected " + token);
        }
        return check(token);
    }

    private Optional<String> peek() {
        return next < tokens.size() ? Optional.of(tokens.get(next)) : Optional.empty();
    }

    private static Check check(String text) {
        if (text.equals("@")) {
            return new Check.Always();
        }
        if (text.equals("!")) {
            return new Check.Never();
        }
        int colon = text.indexOf(':');
        if (colon < 0 || isQuoted(text)) {
            throw new Unreadable(text + " is no KIND:MATCH");
        }
        String kind = text.substring(0, colon);
        String match = text.substring(colon + 1);
        return switch (kind) {
            case "rule" -> new Check.OfRule(match);
            case "role" -> new Check.HasRole(match);
            case "http", "https" -> throw new Unreadable("checks by a remote server are not supported");
            default ->
                literal(kind).<Check>map(literal -> new Check.Literal(literal, match))
                        .orElseGet(() -> new Check.Credential(kind, match));
        };
    }

    /** The text of a Python literal: a quoted string, a boolean, None, a number. */
    private static Optional<String> literal(String kind) {
        if (isQuoted(kind)) {
            return Optional.of(kind.substring(1, kind.length() - 1));
        }
        boolean isConstant = Set.of("True", "False", "None").contains(kind) || NUMBER.matcher(kind).matches();
        return isConstant ? Optional.of(kind) : Optional.empty();
    }

    private static boolean isQuoted(String text) {
        return text.length() >= 2
                && (text.startsWith("'") && text.endsWith("'") || text.startsWith("\"") && text.endsWith("\""));
    }

    private static final class Unreadable extends RuntimeException {
        Unreadable(String reason) {
            super(reason, null, false, false);
        }
    }
}

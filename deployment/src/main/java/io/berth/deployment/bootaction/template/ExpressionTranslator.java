package io.berth.deployment.bootaction.template;

import io.berth.deployment.bootaction.template.Token.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads Jinja2 expressions, with Jinja2's precedence, and writes them for jinjava: variables, constants by number, {@code and}/{@code or}/inline
 * {@code if} for what must not be evaluated, and {@code |py(…)} for everything else. Literals never reach jinjava's own scanner.
 */
final class ExpressionTranslator extends TokenCursor {

    private static final int MAX_DEPTH = 40;

    /** Operations of one expression, which nest in each other over there. */
    private static final int MAX_OPERATIONS = 150;

    /** Names for which Python has a value of its own; a template that uses another global is refused. */
    private static final Set<String> OTHER_GLOBALS = Set.of("dict", "lipsum", "cycler", "joiner", "namespace", "self", "super", "caller", "varargs", "kwargs");

    /** An expression for jinjava; logic is a truth value, which Python would not print or pass on as such. */
    private record Written(String text, boolean isLogic) {}

    private final Map<String, Object> constants = new LinkedHashMap<>();
    private int depth;
    private int operations;

    ExpressionTranslator(List<Token> tokens) {
        super(tokens);
    }

    /** The constants that the written expressions refer to, by name. */
    Map<String, Object> constants() {
        return constants;
    }

    String constant(Object value) {
        String name = "c" + constants.size();
        constants.put(name, value);
        return name;
    }

    /** A whole expression whose value is used. */
    String value() {
        operations = depth == 0 ? 0 : operations;
        return value(conditional());
    }

    /** A whole expression of which only the truth counts. */
    String truth() {
        operations = depth == 0 ? 0 : operations;
        return truth(conditional());
    }

    /** A loop's source: Jinja2 stops before an inline condition there, which is a filter of the loop. */
    String loopSource() {
        operations = 0;
        return value(or());
    }

    private String value(Written written) {
        if (written.isLogic()) {
            throw refusal("and/or outside of a condition: its value is one of its operands in Python");
        }
        return written.text();
    }

    private String truth(Written written) {
        return written.isLogic() ? written.text() : op(written.text(), "truth");
    }

    private String op(String subject, String operation, String... arguments) {
        if (++operations > MAX_OPERATIONS) {
            throw refusal("an expression longer than " + MAX_OPERATIONS + " operations");
        }
        return "(" + subject + "|py('" + operation + "'" + (arguments.length == 0 ? "" : "," + String.join(",", arguments)) + "))";
    }

    private Written conditional() {
        if (++depth > MAX_DEPTH) {
            throw refusal("an expression nested deeper than " + MAX_DEPTH);
        }
        Written result = or();
        while (accept("if")) {
            String condition = truth(or());
            String otherwise = accept("else") ? value(conditional()) : constant(Undefined.of("the inline if-expression evaluated to false and no else section was defined."));
            result = new Written("(" + value(result) + " if " + condition + " else " + otherwise + ")", false);
        }
        depth--;
        return result;
    }

    private Written or() {
        Written left = and();
        while (accept("or")) {
            left = new Written("(" + truth(left) + " or " + truth(and()) + ")", true);
        }
        return left;
    }

    private Written and() {
        Written left = not();
        while (accept("and")) {
            left = new Written("(" + truth(left) + " and " + truth(not()) + ")", true);
        }
        return left;
    }

    private Written not() {
        if (accept("not")) {
            if (++depth > MAX_DEPTH) {
                throw refusal("an expression nested deeper than " + MAX_DEPTH);
            }
            Written negated = new Written(op(truth(not()), "not"), false);
            depth--;
            return negated;
        }
        return comparison();
    }

    private Written comparison() {
        Written left = sum();
        String operation = comparator();
        if (operation.isEmpty()) {
            return left;
        }
        Written compared = new Written(op(value(left), operation, value(sum())), false);
        if (!comparator().isEmpty()) {
            throw refusal("a chain of comparisons");
        }
        return compared;
    }

    private String comparator() {
        Token token = peek();
        if (token.is("not") && afterNext().is("in")) {
            next();
            next();
            return "not in";
        }
        for (String operation : List.of("==", "!=", "<", "<=", ">", ">=", "in")) {
            if (accept(operation)) {
                return operation;
            }
        }
        return "";
    }

    private Written sum() {
        Written left = concatenation();
        while (peek().is("+") || peek().is("-")) {
            String operation = next().text();
            left = new Written(op(value(left), operation, value(concatenation())), false);
        }
        return left;
    }

    private Written concatenation() {
        Written left = unary();
        while (true) {
            for (String refused : List.of("*", "/", "//", "%", "**")) {
                if (peek().is(refused)) {
                    throw refusal("the operator " + refused);
                }
            }
            if (!accept("~")) {
                return left;
            }
            left = new Written(op(value(left), "~", value(unary())), false);
        }
    }

    private Written unary() {
        if (peek().is("+")) {
            throw refusal("a sign in front of something that is no number");
        }
        if (!accept("-")) {
            return filtered(postfix(primary()));
        }
        Token number = next();
        Object literal = switch (number.kind()) {
            case INTEGER -> new BigInteger(number.text()).negate();
            case FLOAT -> -Double.parseDouble(number.text());
            case DATA, PRINT, STATEMENT, END, NAME, STRING, OPERATOR -> throw refusal("a sign in front of something that is no number");
        };
        if (peek().is("|") || peek().is(".") || peek().is("is")) {
            throw refusal("a filter, attribute or test behind a negative number: write it in parentheses");
        }
        return new Written(constant(literal), false);
    }

    private Written primary() {
        Token token = next();
        return switch (token.kind()) {
            case STRING -> {
                var text = new StringBuilder(token.text());
                while (peek().kind() == Kind.STRING) {
                    text.append(next().text());
                }
                yield new Written(constant(text.toString()), false);
            }
            case INTEGER -> integer(token);
            case FLOAT -> new Written(constant(new BigDecimal(token.text()).doubleValue()), false);
            case NAME -> variable(token);
            case OPERATOR -> bracketed(token);
            case DATA, PRINT, STATEMENT, END -> {
                back();
                throw unexpected();
            }
        };
    }

    private Written integer(Token token) {
        if (token.text().length() > 1 && token.text().startsWith("0")) {
            throw refusal("a number that begins with zero");
        }
        return new Written(constant(new BigInteger(token.text())), false);
    }

    private Written variable(Token token) {
        if (RESERVED.contains(token.text())) {
            back();
            throw unexpected();
        }
        return switch (token.text()) {
            case "true", "True" -> new Written(constant(true), false);
            case "false", "False" -> new Written(constant(false), false);
            case "none", "None" -> new Written(constant(PythonValues.NONE), false);
            case "range" -> range();
            default -> {
                if (OTHER_GLOBALS.contains(token.text()) || peek().is("(")) {
                    throw refusal("the function " + token.text());
                }
                // A variable that was never set reaches the operation as Java's null: its name goes along for the message.
                yield new Written(op(StatementTranslator.variable(token.text()), "var", constant(token.text())), false);
            }
        };
    }

    private Written range() {
        if (!accept("(")) {
            throw refusal("range without its arguments");
        }
        var arguments = arguments(")");
        if (arguments.isEmpty() || arguments.size() > 3) {
            throw refusal("range with " + arguments.size() + " arguments");
        }
        return new Written(op(constant(""), "range", arguments.toArray(String[]::new)), false);
    }

    private Written bracketed(Token open) {
        switch (open.text()) {
            case "(" -> {
                Written inner = conditional();
                if (peek().is(",")) {
                    throw refusal("a tuple");
                }
                expect(")");
                return new Written("(" + inner.text() + ")", inner.isLogic());
            }
            case "[" -> {
                return new Written(op(constant(""), "list", arguments("]").toArray(String[]::new)), false);
            }
            case "{" -> {
                return new Written(op(constant(""), "dict", pairs().toArray(String[]::new)), false);
            }
            default -> {
                back();
                throw unexpected();
            }
        }
    }

    private List<String> arguments(String close) {
        var arguments = new ArrayList<String>();
        while (!accept(close)) {
            if (!arguments.isEmpty()) {
                expect(",");
                if (accept(close)) {
                    break;
                }
            }
            if (peek().kind() == Kind.NAME && afterNext().is("=")) {
                throw refusal("an argument by name");
            }
            if (peek().is("*") || peek().is("**")) {
                throw refusal("an argument list");
            }
            arguments.add(value());
        }
        return arguments;
    }

    private List<String> pairs() {
        var pairs = new ArrayList<String>();
        while (!accept("}")) {
            if (!pairs.isEmpty()) {
                expect(",");
                if (accept("}")) {
                    break;
                }
            }
            pairs.add(value());
            expect(":");
            pairs.add(value());
        }
        return pairs;
    }

    private Written postfix(Written base) {
        Written result = base;
        while (true) {
            if (accept(".")) {
                result = attribute(value(result));
            } else if (accept("[")) {
                String key = value();
                if (peek().is(":")) {
                    throw refusal("a slice");
                }
                expect("]");
                result = new Written(op(value(result), "item", key), false);
            } else if (peek().is("(")) {
                throw refusal("a call");
            } else {
                return result;
            }
        }
    }

    private Written attribute(String base) {
        Token name = next();
        if (name.kind() == Kind.INTEGER) {
            return new Written(op(base, "item", constant(new BigInteger(name.text()))), false);
        }
        if (name.kind() != Kind.NAME) {
            back();
            throw unexpected();
        }
        if (name.text().startsWith("_")) {
            throw refusal("the attribute " + name.text());
        }
        if (!accept("(")) {
            return new Written(op(base, "attr", constant(name.text())), false);
        }
        if (!PythonMethods.NAMES.contains(name.text())) {
            throw refusal("the method " + name.text());
        }
        var arguments = new ArrayList<>(List.of(constant(name.text())));
        arguments.addAll(arguments(")"));
        return new Written(op(base, "call", arguments.toArray(String[]::new)), false);
    }

    private Written filtered(Written base) {
        Written result = base;
        while (true) {
            if (accept("|")) {
                result = filter(value(result));
            } else if (accept("is")) {
                result = test(value(result));
            } else {
                return result;
            }
        }
    }

    private Written filter(String subject) {
        String name = name();
        if (!PythonFilters.NAMES.contains(name)) {
            throw refusal("the filter " + name);
        }
        var arguments = new ArrayList<>(List.of(constant(name)));
        if (accept("(")) {
            arguments.addAll(filterArguments(name));
        }
        return new Written(op(subject, "filter", arguments.toArray(String[]::new)), false);
    }

    /** Arguments in the order of the filter's parameters; those left out become undefined. */
    private List<String> filterArguments(String filter) {
        var parameters = PythonFilters.parameters(filter);
        var given = new String[parameters.size()];
        int position = 0;
        boolean first = true;
        while (!accept(")")) {
            if (!first) {
                expect(",");
                if (accept(")")) {
                    break;
                }
            }
            first = false;
            int index = position++;
            if (peek().kind() == Kind.NAME && afterNext().is("=")) {
                index = parameters.indexOf(name());
                expect("=");
            }
            if (index < 0 || index >= given.length || given[index] != null) {
                throw refusal("these arguments of the filter " + filter);
            }
            given[index] = value();
        }
        var arguments = new ArrayList<String>();
        for (String argument : given) {
            arguments.add(argument == null ? constant(PythonFilters.NOT_GIVEN) : argument);
        }
        return arguments;
    }

    private Written test(String subject) {
        boolean isNegated = accept("not");
        if (peek().kind() != Kind.NAME) {
            throw unexpected();
        }
        String name = next().text();
        if (!PythonTests.NAMES.contains(name)) {
            throw refusal("the test " + name);
        }
        boolean hasArgument = switch (peek().kind()) {
            case STRING, INTEGER, FLOAT -> true;
            case NAME -> !RESERVED.contains(peek().text());
            case OPERATOR -> peek().is("(") || peek().is("[") || peek().is("{");
            case DATA, PRINT, STATEMENT, END -> false;
        };
        if (hasArgument) {
            throw refusal("an argument of the test " + name);
        }
        String tested = op(subject, "test", constant(name));
        return new Written(isNegated ? op(tested, "not") : tested, false);
    }
}

package io.berth.deployment.bootaction.template;

import io.berth.deployment.bootaction.template.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Reads a template's text and statements and writes them for jinjava: text as constants, white space already settled, every name with a prefix. */
final class StatementTranslator {

    private static final int MAX_NESTING = 20;

    private enum Block {
        IF,
        IF_ELSE,
        FOR
    }

    private final ExpressionTranslator expressions;
    private final StringBuilder written = new StringBuilder();
    private final Deque<Block> open = new ArrayDeque<>();
    private int loops;

    private StatementTranslator(List<Token> tokens) {
        expressions = new ExpressionTranslator(tokens);
    }

    /** A template for jinjava and the constants that it needs. */
    record Translation(String template, Map<String, Object> constants) {}

    static Translation translate(String template) {
        var translator = new StatementTranslator(TemplateLexer.tokens(template));
        translator.run();
        return new Translation(translator.written.toString(), translator.expressions.constants());
    }

    /** What a template's variable is called over there, where some words are reserved that are not in Python. */
    static String variable(String name) {
        return name.equals("loop") ? name : "v_" + name;
    }

    private void run() {
        int line = 1;
        while (expressions.hasNext()) {
            Token token = expressions.next();
            line = token.line();
            switch (token.kind()) {
                case DATA -> print(expressions.constant(token.text()) + "|py('print')");
                case PRINT -> {
                    print(expressions.value() + "|py('print')");
                    expressions.expectEnd();
                }
                case STATEMENT -> {
                    statement();
                    expressions.expectEnd();
                }
                case END, NAME, STRING, INTEGER, FLOAT, OPERATOR -> throw new TemplateRefusal(line, "unexpected '" + token.text() + "'");
            }
        }
        if (!open.isEmpty()) {
            throw new TemplateRefusal(line, "a block has no end");
        }
    }

    private void print(String expression) {
        written.append("{{ ").append(expression).append(" }}");
    }

    private void statement() {
        String keyword = expressions.peek().kind() == Kind.NAME ? expressions.peek().text() : "";
        switch (keyword) {
            case "if" -> {
                expressions.next();
                enter(Block.IF);
                written.append("{% if ").append(expressions.truth()).append(" %}");
            }
            case "elif" -> {
                expressions.next();
                replace(Block.IF, Block.IF, keyword);
                written.append("{% elif ").append(expressions.truth()).append(" %}");
            }
            case "else" -> {
                expressions.next();
                if (open.peek() == Block.FOR) {
                    throw expressions.refusal("else of a loop");
                }
                replace(Block.IF, Block.IF_ELSE, keyword);
                written.append("{% else %}");
            }
            case "endif" -> {
                expressions.next();
                if (open.peek() == Block.IF_ELSE) {
                    replace(Block.IF_ELSE, Block.IF, keyword);
                }
                leave(Block.IF, keyword);
                written.append("{% endif %}");
            }
            case "for" -> {
                expressions.next();
                loop();
            }
            case "endfor" -> {
                expressions.next();
                leave(Block.FOR, keyword);
                written.append("{% endfor %}");
            }
            case "set" -> {
                expressions.next();
                assignment();
            }
            default -> {
                expressions.next();
                throw expressions.refusal(keyword.isEmpty() ? "a statement without a name" : "the statement " + keyword);
            }
        }
    }

    private void enter(Block block) {
        open.push(block);
        if (open.size() > MAX_NESTING) {
            throw expressions.refusal("nesting deeper than " + MAX_NESTING);
        }
    }

    private void leave(Block block, String keyword) {
        if (open.peek() != block) {
            throw expressions.refusal("a stray " + keyword);
        }
        open.pop();
    }

    private void replace(Block from, Block to, String keyword) {
        leave(from, keyword);
        open.push(to);
    }

    private void loop() {
        String first = target();
        String second = expressions.accept(",") ? target() : "";
        if (expressions.peek().is(",")) {
            throw expressions.refusal("a loop over more than pairs");
        }
        expressions.expect("in");
        String source = expressions.loopSource();
        if (expressions.peek().is("if")) {
            throw expressions.refusal("a loop with a condition");
        }
        if (expressions.peek().is("recursive")) {
            throw expressions.refusal("a recursive loop");
        }
        enter(Block.FOR);
        if (second.isEmpty()) {
            written.append("{% for ").append(first).append(" in ").append(source).append("|py('each') %}");
            return;
        }
        String pair = "p" + loops++;
        written.append("{% for ").append(pair).append(" in ").append(source).append("|py('pairs') %}");
        written.append("{% set ").append(first).append(" = ").append(pair).append("|py('first') %}");
        written.append("{% set ").append(second).append(" = ").append(pair).append("|py('second') %}");
    }

    private void assignment() {
        String target = target();
        if (!expressions.accept("=")) {
            throw expressions.refusal("set other than of one name to one value");
        }
        String value = expressions.value();
        if (open.contains(Block.FOR)) {
            throw expressions.refusal("set inside a loop");
        }
        written.append("{% set ").append(target).append(" = ").append(value).append(" %}");
    }

    private String target() {
        return variable(expressions.target());
    }
}

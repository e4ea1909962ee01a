package io.berth.deployment.bootaction.template;

import io.berth.deployment.bootaction.template.Token.Kind;
import java.util.List;
import java.util.Set;

/** A place in a template's tokens, and the refusals that name it. */
class TokenCursor {

    static final Set<String> RESERVED = Set.of("and", "or", "not", "in", "is", "if", "else");

    /** Constants, which nothing may be assigned to. */
    private static final Set<String> CONSTANTS = Set.of("true", "True", "false", "False", "none", "None");

    private final List<Token> tokens;
    private int at;

    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token next() {
        return tokens.get(at++);
    }

    boolean hasNext() {
        return at < tokens.size();
    }

    boolean accept(String operatorOrName) {
        if (peek().is(operatorOrName)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String operatorOrName) {
        if (!accept(operatorOrName)) {
            throw unexpected();
        }
    }

    void expectEnd() {
        if (peek().kind() != Kind.END) {
            throw unexpected();
        }
        at++;
    }

    String name() {
        if (peek().kind() != Kind.NAME || RESERVED.contains(peek().text())) {
            throw unexpected();
        }
        return next().text();
    }

    /** A name that may be assigned to. */
    String target() {
        String name = name();
        if (CONSTANTS.contains(name) || name.equals("loop") || name.startsWith("_")) {
            throw refusal("assigning to " + name);
        }
        return name;
    }

    /** The token behind the next one; a tag's end at the latest. */
    Token afterNext() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    /** Goes back before the token read last. */
    void back() {
        at--;
    }

    private int line() {
        return tokens.get(Math.min(at, tokens.size() - 1)).line();
    }

    TemplateRefusal refusal(String what) {
        return new TemplateRefusal(tokens.get(Math.max(0, Math.min(at, tokens.size()) - 1)).line(), what + " is not supported");
    }

    TemplateRefusal unexpected() {
        Token token = peek();
        return new TemplateRefusal(line(), token.kind() == Kind.END ? "unexpected end of tag" : "unexpected '" + token.text() + "'");
    }
}

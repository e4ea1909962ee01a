package io.berth.deployment.bootaction.template;

import io.berth.deployment.bootaction.template.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a template into tokens by Jinja2's rules: line ends become {@code \n}, one at the end goes, {@code -} at a tag's edge eats the white space
 * beyond it, comments vanish, raw blocks are text.
 */
final class TemplateLexer {

    private static final Pattern NEWLINE = Pattern.compile("\r\n|\r");
    private static final Pattern RAW_BEGIN = Pattern.compile("\\{%([-+]?)\\s*raw\\s*(-?)%}");
    private static final Pattern RAW_END = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*([-+]?)%}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern FLOAT = Pattern.compile("[0-9]+(?:\\.[0-9]+(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)");
    private static final Pattern INTEGER = Pattern.compile("[0-9]+");
    private static final Pattern OPERATOR = Pattern.compile("(?:==|!=|<=|>=|//|\\*\\*|[-+*/%~<>=.,:|()\\[\\]{}])");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean stripNext;

    private TemplateLexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String template) {
        String source = NEWLINE.matcher(template).replaceAll("\n");
        var lexer = new TemplateLexer(source.endsWith("\n") ? source.substring(0, source.length() - 1) : source);
        lexer.read();
        return lexer.tokens;
    }

    private void read() {
        while (at < source.length()) {
            int tag = nextTag();
            data(source.substring(at, tag), tag < source.length() && tag + 2 < source.length() && source.charAt(tag + 2) == '-');
            at = tag;
            if (at < source.length()) {
                tag();
            }
        }
    }

    private int nextTag() {
        for (int i = at; i + 1 < source.length(); i++) {
            if (source.charAt(i) == '{' && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return source.length();
    }

    private void data(String text, boolean stripEnd) {
        int start = line;
        countLines(text);
        String kept = stripNext ? PythonValues.stripStart(text) : text;
        stripNext = false;
        kept = stripEnd ? PythonValues.stripEnd(kept) : kept;
        if (!kept.isEmpty()) {
            tokens.add(new Token(Kind.DATA, kept, start));
        }
    }

    private void countLines(String text) {
        line += (int) text.chars().filter(c -> c == '\n').count();
    }

    private void tag() {
        if (source.charAt(at + 1) == '#') {
            comment();
            return;
        }
        Matcher raw = RAW_BEGIN.matcher(source).region(at, source.length());
        if (raw.lookingAt()) {
            raw(raw);
            return;
        }
        boolean isPrint = source.charAt(at + 1) == '{';
        tokens.add(new Token(isPrint ? Kind.PRINT : Kind.STATEMENT, "", line));
        at += 2;
        if (at < source.length() && (source.charAt(at) == '-' || (source.charAt(at) == '+' && !isPrint))) {
            at++;
        }
        expression(isPrint ? "}}" : "%}");
    }

    private void comment() {
        int end = source.indexOf("#}", at + 2);
        if (end < 0) {
            throw new TemplateRefusal(line, "a comment has no end");
        }
        stripNext = end > at + 2 && source.charAt(end - 1) == '-';
        countLines(source.substring(at, end));
        at = end + 2;
    }

    private void raw(Matcher begin) {
        boolean stripStart = begin.group(2).equals("-");
        countLines(begin.group());
        at = begin.end();
        Matcher end = RAW_END.matcher(source);
        if (!end.find(at)) {
            throw new TemplateRefusal(line, "a raw block has no end");
        }
        stripNext = stripStart;
        data(source.substring(at, end.start()), end.group(1).equals("-"));
        countLines(end.group());
        stripNext = end.group(2).equals("-");
        at = end.end();
    }

    private void expression(String close) {
        Deque<Character> open = new ArrayDeque<>();
        while (at < source.length()) {
            if (open.isEmpty() && closes(close)) {
                return;
            }
            char c = source.charAt(at);
            if (Character.isWhitespace(c)) {
                line += c == '\n' ? 1 : 0;
                at++;
            } else if (c == '"' || c == '\'') {
                string(c);
            } else if (!(take(FLOAT, Kind.FLOAT) || take(INTEGER, Kind.INTEGER) || take(NAME, Kind.NAME))) {
                operator(open);
            }
        }
        throw new TemplateRefusal(line, "a tag has no end");
    }

    private boolean closes(String close) {
        boolean strips = source.startsWith("-" + close, at);
        boolean keeps = close.equals("%}") && source.startsWith("+" + close, at);
        if (!strips && !keeps && !source.startsWith(close, at)) {
            return false;
        }
        stripNext = strips;
        at += close.length() + (strips || keeps ? 1 : 0);
        tokens.add(new Token(Kind.END, "", line));
        return true;
    }

    private boolean take(Pattern pattern, Kind kind) {
        Matcher matcher = pattern.matcher(source).region(at, source.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        tokens.add(new Token(kind, matcher.group(), line));
        at = matcher.end();
        return true;
    }

    private void operator(Deque<Character> open) {
        if (!take(OPERATOR, Kind.OPERATOR)) {
            throw new TemplateRefusal(line, "unexpected character '" + source.charAt(at) + "'");
        }
        String operator = tokens.getLast().text();
        switch (operator) {
            case "(" -> open.push(')');
            case "[" -> open.push(']');
            case "{" -> open.push('}');
            case ")", "]", "}" -> {
                if (open.isEmpty() || open.pop() != operator.charAt(0)) {
                    throw new TemplateRefusal(line, "unexpected '" + operator + "'");
                }
            }
            default -> {}
        }
    }

    private void string(char quote) {
        var text = new StringBuilder();
        int start = line;
        for (int i = at + 1; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == quote) {
                tokens.add(new Token(Kind.STRING, text.toString(), start));
                at = i + 1;
                return;
            }
            if (c == '\\' && i + 1 < source.length()) {
                text.append(escaped(source.charAt(++i)));
            } else {
                line += c == '\n' ? 1 : 0;
                text.append(c);
            }
        }
        throw new TemplateRefusal(start, "a string has no end");
    }

    private char escaped(char c) {
        return switch (c) {
            case '\\', '\'', '"' -> c;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> throw new TemplateRefusal(line, "the escape \\" + c + " in a string");
        };
    }
}

package io.berth.http.schema;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * A pattern of Python's {@code re}, searched for anywhere in the text. {@code $} also matches before one trailing newline, {@code \d},
 * {@code \w} and {@code \s} are those of Unicode. Covers the syntax that both languages share, named groups, {@code \Z}, and brackets and ampersands
 * inside a character class; not conditional groups.
 */
record PythonPattern(Pattern pattern) implements RegularExpression {

    static PythonPattern compile(String python) {
        // UNIX_LINES: the only line end that "$" and "." know in Python is \n.
        return new PythonPattern(Pattern.compile(toJava(python), Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS));
    }

    @Override
    public boolean matches(String value) {
        return pattern.matcher(value).find();
    }

    private static String toJava(String python) {
        StringBuilder java = new StringBuilder(python.length() + 8);
        int classStart = -1;
        for (int i = 0; i < python.length(); i++) {
            char c = python.charAt(i);
            if (c == '\\' && i + 1 < python.length()) {
                char escaped = python.charAt(++i);
                java.append('\\').append(escaped == 'Z' && classStart < 0 ? 'z' : escaped);
            } else if (classStart >= 0) {
                boolean isFirst = i == classStart + 1 || (i == classStart + 2 && python.charAt(i - 1) == '^');
                if (c == '[' || c == '&' || (c == ']' && isFirst)) {
                    java.append('\\');
                } else if (c == ']') {
                    classStart = -1;
                }
                java.append(c);
            } else {
                if (c == '[') {
                    classStart = i;
                }
                java.append(c);
                if (python.startsWith("(?P<", i)) {
                    java.append('?');
                    i += 2;
                }
            }
        }
        return java.toString();
    }
}

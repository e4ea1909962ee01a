package io.berth.hardware.sim.node;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a shell script into simple commands and their words: quotes, backslashes, continued lines, comments and operators, as POSIX
 * shells read them. Nothing is expanded and nothing decides which command would run.
 */
final class ShellScript {

    private final String script;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private ShellScript(String script) {
        this.script = script;
    }

    static List<List<String>> commands(String script) {
        ShellScript reader = new ShellScript(script);
        reader.read();
        return List.copyOf(reader.commands);
    }

    private void read() {
        while (at < script.length()) {
            char c = script.charAt(at++);
            switch (c) {
                case '\\' -> escaped();
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case ' ', '\t', '\r' -> endWord();
                case '\n', ';', '|', '(', ')' -> endCommand();
                case '&' -> ampersand();
                case '#' -> hash();
                default -> add(c);
            }
        }
        endCommand();
    }

    private void add(char c) {
        word.append(c);
        inWord = true;
    }

    private void escaped() {
        if (at < script.length()) {
            char c = script.charAt(at++);
            if (c != '\n') {
                add(c);
            }
        }
    }

    private void singleQuoted() {
        inWord = true;
        int end = script.indexOf('\'', at);
        int stop = end < 0 ? script.length() : end;
        word.append(script, at, stop);
        at = Math.min(stop + 1, script.length());
    }

    private void doubleQuoted() {
        inWord = true;
        while (at < script.length()) {
            char c = script.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '\\' && at < script.length() && "\"\\$`\n".indexOf(script.charAt(at)) >= 0) {
                char literal = script.charAt(at++);
                if (literal != '\n') {
                    word.append(literal);
                }
            } else {
                word.append(c);
            }
        }
    }

    /** {@code 2>&1} and {@code &>file} belong to a redirection; elsewhere the ampersand ends the command. */
    private void ampersand() {
        boolean afterArrow = !word.isEmpty() && word.charAt(word.length() - 1) == '>';
        boolean beforeArrow = at < script.length() && script.charAt(at) == '>';
        if (afterArrow || beforeArrow) {
            add('&');
        } else {
            endCommand();
        }
    }

    private void hash() {
        if (inWord) {
            add('#');
            return;
        }
        int end = script.indexOf('\n', at);
        at = end < 0 ? script.length() : end;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void endCommand() {
        endWord();
        if (!words.isEmpty()) {
            commands.add(List.copyOf(words));
            words = new ArrayList<>();
        }
    }
}

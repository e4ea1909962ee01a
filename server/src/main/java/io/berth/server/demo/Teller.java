package io.berth.server.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Prints the story: what is asked, each call, its answer in short, and how long it took. */
final class Teller {
    private static final int CALL_WIDTH = 78;

    private final PrintStream out;
    private String step = "before the first step";
    private int steps;

    Teller(PrintStream out) {
        this.out = out;
    }

    /** Begins a step. */
    void step(String title) {
        steps++;
        step = steps + ". " + title;
        out.printf("%n%s%n", step);
    }

    /** The step that is being told, for error messages. */
    String current() {
        return step;
    }

    void call(String method, String path, int status, long nanos) {
        String call = method + " " + path;
        String shown = call.length() <= CALL_WIDTH ? call : call.substring(0, CALL_WIDTH - 1) + "…";
        out.printf(Locale.ROOT, "   %-" + CALL_WIDTH + "s %3d %6.0f ms%n", shown, status, nanos / 1e6);
    }

    void say(String sentence) {
        out.printf("     %s%n", sentence);
    }

    void blank() {
        out.println();
    }
}

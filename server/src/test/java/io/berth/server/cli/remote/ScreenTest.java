package io.berth.server.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.http.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final StringWriter out = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(out, true));

    @Test
    void columnsLineUpAndNumbersStandToTheRight() {
        screen.table(List.of("name", "free"), List.of(List.of("über", 7), List.of("b", 1_000), List.of(Json.tree("c"), Json.object().path("none"))));

        assertThat(out.toString()).isEqualTo("""
                NAME  FREE
                über     7
                b     1000
                c        -
                """);
    }

    @Test
    void whatOthersNamedCannotMoveTheCursor() {
        screen.say("lease \u001b[2Jgone\n");
        screen.table(List.of("lease"), List.of(List.of("a\rb")));

        assertThat(out.toString()).isEqualTo("lease \uFFFD[2Jgone\uFFFD\nLEASE\na\uFFFDb\n");
    }
}

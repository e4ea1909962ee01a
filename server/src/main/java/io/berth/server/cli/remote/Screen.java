package io.berth.server.cli.remote;

import io.berth.base.Characters;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What people see: sentences and tables. What others named is shown without the characters that would move the cursor. */
public final class Screen {
    private static final String GAP = "  ";

    private final PrintWriter out;

    public Screen(PrintWriter out) {
        this.out = out;
    }

    public void say(String line) {
        out.println(harmless(line));
    }

    /**
     * A table with a line of headings; columns of numbers stand to the right.
     *
     * @param rows of as many cells as there are columns: texts, numbers, JSON values; null and missing ones are a dash
     */
    public void table(List<String> columns, List<List<?>> rows) {
        List<List<String>> cells = rows.stream()
                .map(row -> row.stream().map(Screen::cell).toList())
                .toList();
        int[] widths = new int[columns.size()];
        boolean[] areNumbers = new boolean[columns.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[at] = Stream.concat(Stream.of(columns.get(at)), cells.stream().map(row -> row.get(at)))
                    .mapToInt(Screen::width)
                    .max()
                    .orElse(0);
            areNumbers[at] = !cells.isEmpty()
                    && cells.stream().map(row -> row.get(at)).allMatch(it -> it.equals("-") || it.matches("-?[0-9][0-9,]*(\\.[0-9]+)?"));
        }
        out.println(line(columns.stream().map(it -> it.toUpperCase(Locale.ROOT)).toList(), widths, areNumbers));
        cells.forEach(row -> out.println(line(row, widths, areNumbers)));
    }

    /** A table with a row for each object. */
    public void table(Iterable<JsonNode> objects, Column... columns) {
        List<List<?>> rows = new ArrayList<>();
        objects.forEach(it -> rows.add(Stream.of(columns).map(column -> column.cell().apply(it)).toList()));
        table(Stream.of(columns).map(Column::heading).toList(), rows);
    }

    /** A table with a row for each object, or what is said where there are none. */
    public void tableOr(String none, Iterable<JsonNode> objects, Column... columns) {
        if (objects.iterator().hasNext()) {
            table(objects, columns);
        } else {
            say(none);
        }
    }

    /** How a choice narrowed: {@code [{"constraint", "removed", "left"}]}. */
    public void steps(JsonNode steps) {
        table(
                steps,
                Column.of("constraint", "/constraint"),
                Column.of("removed", "/removed"),
                Column.of("left", "/left"));
    }

    private static String line(List<String> cells, int[] widths, boolean[] areNumbers) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String pad = " ".repeat(widths[column] - width(cells.get(column)));
            line.append(column == 0 ? "" : GAP)
                    .append(areNumbers[column] ? pad + cells.get(column) : cells.get(column) + pad);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String text) {
        return Characters.count(text);
    }

    private static String cell(Object value) {
        String text = switch (value) {
            case JsonNode node when node.isNull() || node.isMissingNode() -> "";
            case JsonNode node when node.isValueNode() -> node.asString();
            case Object other -> other.toString();
        };
        return text.isEmpty() ? "-" : harmless(text);
    }

    private static String harmless(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}

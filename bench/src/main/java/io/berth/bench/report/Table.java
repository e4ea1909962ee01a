package io.berth.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows under their titles; as Markdown they are as wide as their column, so that a terminal shows them too. */
public final class Table {
    private Table() {}

    public static String markdown(List<Row> rows) {
        List<List<String>> lines = Stream.concat(Stream.of(Row.TITLES), rows.stream().map(Row::cells)).toList();
        List<Integer> widths = IntStream.range(0, Row.TITLES.size())
                .mapToObj(column -> lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
                .toList();
        String rule = widths.stream().map(width -> "-".repeat(Math.max(width, 3))).collect(Collectors.joining(" | ", "| ", " |"));
        List<String> texts = lines.stream().map(line -> line(line, widths)).toList();
        return Stream.of(texts.subList(0, 1), List.of(rule), texts.subList(1, texts.size()))
                .flatMap(List::stream)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> cells.get(column) + " ".repeat(Math.max(widths.get(column), 3) - cells.get(column).length()))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}

package io.berth.acceptance.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commands of a Markdown page: fenced blocks marked {@code sh}, as they are, and of blocks marked {@code console} the lines
 * after a {@code $}. Blocks with any other mark, and indented ones, are not commands.
 */
public final class CommandBlocks {
    /** What would start another Berth, or change the machine: told elsewhere, or nobody's business here. */
    private static final Pattern SKIPPED =
            Pattern.compile("\\s*(\\./berth (demo|serve)|git clone|cd |mvn |\\.ci/run|(sudo )?apt(-get)? ).*");

    private CommandBlocks() {}

    /** One shell script of all commands of the page, in order, that says which line of the page it is at. */
    public static String script(String file, String markdown) {
        List<String> script = new ArrayList<>(List.of("set -euo pipefail"));
        String mark = "";
        boolean isSkipped = false;
        List<String> lines = markdown.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("```")) {
                mark = mark.isEmpty() ? line.substring(3).strip() + " " : "";
                if (mark.equals("sh ") || mark.equals("console ")) {
                    script.add("echo '--- " + file + ":" + (i + 2) + "' >&2");
                }
                continue;
            }
            String command = command(mark, line, i > 0 && lines.get(i - 1).endsWith("\\"));
            isSkipped = SKIPPED.matcher(command).matches() || (isSkipped && lines.get(i - 1).endsWith("\\"));
            if (!command.isEmpty() && !isSkipped) {
                script.add(command);
            }
        }
        return String.join("\n", script) + "\n";
    }

    private static String command(String mark, String line, boolean isContinued) {
        return switch (mark) {
            case "sh " -> line;
            case "console " -> line.startsWith("$ ") ? line.substring(2) : isContinued ? line : "";
            case String other -> "";
        };
    }

    /** Whether there is anything to run. */
    public static boolean hasCommands(String script) {
        return Stream.of(script.split("\n")).skip(1).anyMatch(line -> !line.startsWith("echo '--- "));
    }
}

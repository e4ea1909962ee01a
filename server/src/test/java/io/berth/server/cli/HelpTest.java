package io.berth.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What the help of each command shows can be read in the list of commands, and pasted. */
class HelpTest {
    private static final CommandLine BERTH = new CommandLine(new BerthCommand());

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::commands));
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName(" ");
    }

    private static List<String> linesOf(CommandLine command, String[] paragraph) {
        return Stream.of(paragraph).map(line -> Ansi.OFF.string(line.formatted())).toList();
    }

    private static int width(CommandLine command) {
        return command.getCommandSpec().usageMessage().width();
    }

    @Test
    void everyExampleCanBePasted() {
        List<String> broken = new ArrayList<>();
        commands(BERTH).forEach(command -> {
            List<String> lines = linesOf(command, command.getCommandSpec().usageMessage().footer());
            lines.stream()
                    .filter(line -> line.startsWith("  ") && line.length() >= width(command))
                    .forEach(line -> broken.add(name(command) + " breaks: " + line));
            unfinished(lines).forEach(example -> broken.add(name(command) + " goes on without a backslash: " + example));
        });
        assertThat(broken).as("examples that are no command once they are pasted").isEmpty();
    }

    /** Examples that go on in another line though neither a backslash nor an open quotation says so. */
    private static List<String> unfinished(List<String> footer) {
        List<String> found = new ArrayList<>();
        String before = "";
        for (String line : footer) {
            boolean isCommand = line.startsWith("  ");
            boolean isBegun = line.startsWith("  berth ") || line.startsWith("  $ ");
            if (isCommand && !isBegun && !before.endsWith("\\") && !isQuotationOpen(before)) {
                found.add(line);
            }
            before = isCommand ? isBegun || before.isEmpty() ? line : before + "\n" + line : "";
        }
        return found;
    }

    private static boolean isQuotationOpen(String text) {
        return text.chars().filter(it -> it == '\'').count() % 2 == 1;
    }

    @Test
    void everyCommandIsOneWholeSentenceInTheListOfCommands() {
        List<String> broken = commands(BERTH)
                .filter(command -> !(command.getCommandSpec().userObject() instanceof CommandLine.HelpCommand))
                .filter(command -> {
                    List<String> lines = linesOf(command, command.getCommandSpec().usageMessage().description());
                    boolean goesOn = lines.size() > 1 && !lines.get(1).isEmpty() && !Character.isUpperCase(lines.get(1).charAt(0));
                    return lines.isEmpty() || !lines.getFirst().endsWith(".") || goesOn;
                })
                .map(HelpTest::name)
                .toList();
        assertThat(broken).as("commands whose first line is no whole sentence").isEmpty();
    }

    @Test
    void noCommandTakesMoreThanALineInTheListOfCommands() {
        List<String> broken = commands(BERTH)
                .filter(command -> !command.getSubcommands().isEmpty())
                .flatMap(group -> {
                    int names = group.getSubcommands().keySet().stream().mapToInt(String::length).max().orElse(0);
                    // picocli indents by two, and leaves two between the columns
                    int room = width(group) - names - 4;
                    return group.getSubcommands().values().stream().filter(it -> firstLine(it).length() >= room);
                })
                .filter(command -> !(command.getCommandSpec().userObject() instanceof CommandLine.HelpCommand))
                .map(command -> name(command) + ": " + firstLine(command))
                .toList();
        assertThat(broken).as("commands that are told in more than a line").isEmpty();
    }

    private static String firstLine(CommandLine command) {
        return linesOf(command, command.getCommandSpec().usageMessage().description()).getFirst();
    }
}

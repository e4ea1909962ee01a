package io.berth.hardware.sim.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads from a systemd unit which programs it starts. */
final class UnitFile {

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash");

    private UnitFile() {}

    /** The paths that the {@code ExecStart} lines of {@code [Service]} name, a script given to a shell in place of the shell. */
    static List<String> execStarts(String unit) {
        List<String> paths = new ArrayList<>();
        String section = "";
        for (String line : unit.replace("\\\n", " ").lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                section = line;
            } else if (section.equals("[Service]") && line.matches("ExecStart\\s*=.*")) {
                String command = line.substring(line.indexOf('=') + 1).strip();
                if (command.isEmpty()) {
                    paths.clear(); // An empty assignment takes back the earlier ones (systemd.service(5)).
                } else {
                    paths.add(program(command));
                }
            }
        }
        return paths;
    }

    private static String program(String command) {
        String[] words = command.replaceFirst("^[-@:+!|]+", "").split("\\s+", -1);
        String first = words[0];
        if (SHELLS.contains(first.substring(first.lastIndexOf('/') + 1))) {
            for (int i = 1; i < words.length; i++) {
                if (words[i].startsWith("/")) {
                    return words[i];
                }
            }
        }
        return first;
    }
}

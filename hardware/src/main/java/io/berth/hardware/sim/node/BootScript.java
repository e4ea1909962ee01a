package io.berth.hardware.sim.node;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an iPXE script makes a node do. Only what decides that is read; the rest of the script is the firmware's business. */
sealed interface BootScript {

    /** Leave the network and start from the disk. */
    record LocalDisk() implements BootScript {}

    /** Start a kernel that is no installer of Berth's. */
    record OtherKernel(String commandLine) implements BootScript {}

    /**
     * Install this machine.
     *
     * @param host the name under which boot data is kept
     * @param key 64 hex digits for {@code X-Bootaction-Key}
     * @param berth where Berth is, without a slash at the end
     */
    record Install(String host, String key, URI berth) implements BootScript {
        @Override
        public String toString() {
            return "Install[" + host + ", " + berth + "]";
        }
    }

    static BootScript parse(String script) {
        String commandLine = "";
        for (String line : script.replace("\\\n", " ").lines().map(String::strip).toList()) {
            List<String> words = List.of(line.split("\\s+"));
            switch (words.getFirst()) {
                case "kernel", "imgargs" -> commandLine = line;
                case "exit", "sanboot", "boot" -> {
                    return commandLine.isEmpty() ? new LocalDisk() : ofCommandLine(commandLine);
                }
                default -> {
                    // A comment, a variable, another image: nothing that decides.
                }
            }
        }
        return commandLine.isEmpty() ? new LocalDisk() : ofCommandLine(commandLine);
    }

    private static BootScript ofCommandLine(String commandLine) {
        Map<String, String> parameters = new HashMap<>();
        for (String word : commandLine.split("\\s+", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                parameters.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        String host = parameters.getOrDefault("berth.host", "");
        String key = parameters.getOrDefault("berth.key", "");
        String url = parameters.getOrDefault("berth.url", "").replaceAll("/+$", "");
        if (!host.matches("[\\w.-]+") || !key.matches("\\w+") || !url.matches("https?://[^/\\s\"<>^`{|}]+(/[^\\s\"<>^`{|}]*)?")) {
            return new OtherKernel(commandLine);
        }
        return new Install(host, key, URI.create(url));
    }
}

package io.berth.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were measured on. */
final class Machine {
    private static final double GIB = 1024.0 * 1024 * 1024;

    private Machine() {}

    static String words() {
        long memory = ((OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
        return "%d cores of %s, %.0f GiB, Linux %s, Java %s".formatted(
                Runtime.getRuntime().availableProcessors(), processor(), memory / GIB, System.getProperty("os.version"),
                System.getProperty("java.runtime.version"));
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.replaceFirst("^[^:]*:\\s*", ""))
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }

    /** Processes that wanted to run in the last minute: above the cores, somebody else was at work too. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}

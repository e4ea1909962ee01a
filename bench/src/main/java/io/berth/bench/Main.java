package io.berth.bench;

import picocli.CommandLine;

/** Where {@code bench/run} begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int status = new CommandLine(new BenchCommand())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("bench: " + failure);
                    return 1;
                })
                .execute(arguments);
        System.exit(status);
    }
}

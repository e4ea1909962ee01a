package io.berth.server;

import io.berth.server.cli.BerthCommand;

/** Where {@code berth} begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(BerthCommand.run(arguments));
    }
}

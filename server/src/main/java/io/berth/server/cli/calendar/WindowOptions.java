package io.berth.server.cli.calendar;

import io.berth.server.cli.remote.Address;
import java.util.Optional;
import picocli.CommandLine.Option;

/** From when to when a calendar is shown. */
final class WindowOptions {
    @Option(names = "--start", paramLabel = "TIME", description = "In UTC, as 2030-01-31T12:00:00Z, or now. Default: now.")
    private Optional<String> start = Optional.empty();

    @Option(names = "--end", paramLabel = "TIME", description = "Default: a day after the start.")
    private Optional<String> end = Optional.empty();

    Address on(Address calendar) {
        return calendar.with("start", start).with("end", end);
    }
}

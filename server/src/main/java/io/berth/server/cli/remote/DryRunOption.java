package io.berth.server.cli.remote;

import picocli.CommandLine.Option;

/** Whether it is only to be told what would be. */
public final class DryRunOption {
    @Option(names = "--dry-run", description = "Tell what would happen, and do nothing.")
    private boolean isAsked;

    public boolean isAsked() {
        return isAsked;
    }

    /** Where to ask. */
    public Address on(Address address) {
        return isAsked ? address.with("dry_run", true) : address;
    }
}

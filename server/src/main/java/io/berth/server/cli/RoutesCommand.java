package io.berth.server.cli;

import io.berth.server.Berth;
import io.berth.server.RouteList;
import picocli.CommandLine.Command;

/** Prints the route tables. */
@Command(name = "routes", description = "Print every URL that Berth serves: method, path, policy rule, what it is for.")
final class RoutesCommand implements Runnable {
    @Override
    public void run() {
        RouteList.of(Berth.apisForListing()).forEach(System.out::println);
    }
}

package io.berth.server.cli;

import io.berth.server.Berth;
import io.berth.server.CloudsYaml;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigProblem;
import io.berth.server.demo.Story;
import io.berth.server.fake.FakeClock;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Serve all APIs on one port until SIGTERM or Ctrl-C; requests in hand are finished first.",
            "",
            "Without --database Berth runs a PostgreSQL of its own below the data directory.",
            "The first start makes an administrator, and prints the password that it made, once."
        })
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--fake", description = "Simulate a site of 12 machines, and let administrators move the clock: for the CI of client developers.")
    private boolean fake;

    @Option(
            names = "--clock",
            paramLabel = "TIME",
            description = "With --fake: where its clock begins, in UTC, as 2030-01-01T00:00:00Z. It runs from there, and can be moved on: "
                    + "see berth clock.")
    private Optional<Instant> clock = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        BerthConfig config = config();
        Berth berth = Berth.start(config, CloudsYaml::printMade);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            berth.close();
            stopped.countDown();
        }, "berth-stop"));
        System.out.println(CloudsYaml.announce(berth));
        berth.site().ifPresent(site -> enrol(berth, config, site.url()));
        stopped.await();
        return 0;
    }

    private BerthConfig config() {
        BerthConfig config = options.config().withFake(fake);
        if (clock.isEmpty()) {
            return config;
        }
        if (!fake) {
            throw new ConfigProblem("--clock needs --fake: without it Berth goes by the system's clock");
        }
        FakeClock.fault(clock.get()).ifPresent(why -> {
            throw new ConfigProblem("--clock: " + why);
        });
        return config.withClockStart(clock.get());
    }

    /** A fake cloud has hosts from the start. With an external Keystone nobody here has the right to enrol them. */
    private static void enrol(Berth berth, BerthConfig config, URI site) {
        if (config.auth() == BerthConfig.Auth.KEYSTONE) {
            System.out.println("The simulated site is at " + site + "; enrol its machines as an administrator of yours.");
            return;
        }
        String password = berth.credentials().admin().orElse("");
        boolean isBelieved = config.auth() == BerthConfig.Auth.NOAUTH;
        int hosts = Story.enrolSilently(new Story.Cast(berth.url(), password, password, isBelieved), site);
        System.out.println(hosts + " simulated machines are enrolled as hosts, for leases; servers without a lease land on the others."
                + " Their site is at " + site);
    }
}

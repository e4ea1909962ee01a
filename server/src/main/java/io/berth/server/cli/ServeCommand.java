package io.berth.server.cli;

import io.berth.server.Berth;
import io.berth.server.CloudsYaml;
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
            "Without --database Berth runs a PostgreSQL of its own below the data directory. The first start makes an",
            "administrator and prints the password, once."
        })
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--fake", description = "Simulate a site of 12 machines, and let administrators move the clock: for the CI of client developers.")
    private boolean fake;

    @Override
    public Integer call() throws InterruptedException {
        Berth berth = Berth.start(options.config().withFake(fake));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            berth.close();
            stopped.countDown();
        }, "berth-stop"));
        System.out.println(CloudsYaml.announce(berth));
        stopped.await();
        return 0;
    }
}

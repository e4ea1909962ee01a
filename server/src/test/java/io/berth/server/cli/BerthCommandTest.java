package io.berth.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.berth.server.cli.remote.AskingCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BerthCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new BerthCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "demo --help", "serve --help", "routes --help", "help serve", "audit ledger --help"})
    void everyCommandTeachesItself(String arguments) {
        assertThat(run(arguments.split(" "))).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Usage: berth");
    }

    @Test
    void everyCommandThatAsksShowsAnExample() {
        List<String> without = asking(new CommandLine(new BerthCommand()))
                .filter(command -> !command.getUsageMessage().contains("  " + command.getCommandSpec().qualifiedName(" ")))
                .map(command -> command.getCommandSpec().qualifiedName(" "))
                .toList();
        assertThat(without).as("commands whose help has no example").isEmpty();
    }

    private static Stream<CommandLine> asking(CommandLine command) {
        return Stream.concat(
                Stream.of(command).filter(it -> it.getCommandSpec().userObject() instanceof AskingCommand),
                command.getSubcommands().values().stream().flatMap(BerthCommandTest::asking));
    }

    @ParameterizedTest
    @CsvSource({
        "serv, Did you mean",
        "'serve --lisen x', --listen",
        "'', say what to do",
        "audit, say what to audit",
        "budget, 'list, show, set or remove'",
        "host, 'health, failed or list'",
        "maintenance, 'list, show, close, end or lift'",
        "next-window, --hours",
        "'explain VCPU', resources=VCPU:1",
        "'try-lease --min 2', '--end=TIME'",
        "'waiting create x --deadline now', '--end=TIME'",
        "'try-lease --delete', 'say which lease: --lease ID'",
        "'try-lease --lease 1', 'say what becomes of the lease: --delete, or what changes'",
        "'try-lease --lease 1 --delete --end now', 'say what becomes of the lease: --delete, or what changes'",
        "'try-lease --lease 1 --min 2', '--reservation'",
        "'clock --set 2030-01-01T00:00:00Z --advance PT1H', 'not both'",
        "'serve --fake --clock tomorrow', '--clock'"
    })
    void misuseIsToldWithTheRemedyAndStatus2(String arguments, String hint) {
        int status = arguments.isEmpty() ? run() : run(arguments.split(" "));
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains(hint);
    }

    @ParameterizedTest
    @CsvSource({
        "host failed --os-auth-url nonsense --os-password x, is no URL as http://127.0.0.1:8770: see --os-auth-url, 1",
        "host failed --url localhost:8770 --os-password x, is no URL as http://127.0.0.1:8770: see --url, 1",
        "host failed --url http://no-such-name.invalid --os-password x, (this machine does not know the name): is Berth running there?, 3",
        "host failed --url http://127.0.0.1:1 --os-password x, (the connection is refused): is Berth running there?, 3"
    })
    void whoCannotBeAskedIsToldWithTheCauseAndByTheStatusWhetherALaterTryMaySucceed(String arguments, String why, int status) {
        assertThat(BerthCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.split(" "))).isEqualTo(status);
        assertThat(err.toString()).startsWith("berth: ").contains(why);
    }

    @ParameterizedTest
    @CsvSource({"400, 1", "403, 1", "409, 1", "500, 3", "503, 3"})
    void aRefusalOfAQuestionOrOfALoginIsToldFromAFailureOfBerth(int answer, int status) throws IOException {
        HttpServer berth = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        berth.createContext("/", exchange -> {
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        berth.start();
        try {
            String url = "http://127.0.0.1:" + berth.getAddress().getPort();
            for (String who : List.of("--os-token", "--os-password")) {
                assertThat(BerthCommand.run(
                        new PrintWriter(out, true), new PrintWriter(err, true), "host", "failed", who, "x", "--url", url))
                        .as(err.toString())
                        .isEqualTo(status);
            }
        } finally {
            berth.stop(0);
        }
    }

    @Test
    void aConfigurationThatCannotBeUsedIsMisuseToo() {
        assertThat(BerthCommand.run(new String[] {"serve", "--listen", "nowhere"})).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "postgresql://user:secret@host/db",
        "jdbc:postgresql://user:secret@host/db",
        "jdbc:postgresql://host:secret/db",
        "jdbc:mysql://host/db?password=secret"
    })
    void aDatabaseUrlOfAnotherFormIsRefusedAndNotRepeated(String url) {
        assertThat(BerthCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), "serve", "--database", url)).isEqualTo(2);
        assertThat(err.toString()).contains("--database", "jdbc:postgresql://host/name?user=").doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "serve --clock 2030-01-01T00:00:00Z, --clock needs --fake",
        "serve --fake --clock 9000-01-01T00:00:00Z, --clock: the clock can be moved from 1970-01-01T00:00:00Z"
    })
    void aClockThatCannotBeginThereIsRefused(String arguments, String why) {
        assertThat(BerthCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(why);
    }
}

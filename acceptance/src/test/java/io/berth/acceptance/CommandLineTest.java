package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.SharedBerth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the command line answers when it does not serve. */
@Execution(ExecutionMode.SAME_THREAD)
class CommandLineTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path directory = Leftovers.newDirectory("command");

    private BerthProcess ended(int status, String... arguments) {
        BerthProcess process = BerthProcess.start(directory, List.of(arguments));
        assertThat(process.awaitEnd(LIMIT)).as(process::ends).isEqualTo(status);
        return process;
    }

    @Test
    void a_second_berth_on_a_data_directory_is_refused_with_a_sentence() {
        String taken = SharedBerth.process().dataDir().toString();

        BerthProcess refused = ended(1, "serve", "--fake", "--listen", "127.0.0.1:0", "--data-dir", taken);

        assertThat(refused.ends()).contains("berth: ").contains(taken).doesNotContain("\tat ");
        SharedBerth.admin().get("/reservation/v1/os-hosts").expect(200);
    }

    @Test
    void a_misspelt_setting_stops_the_start_and_names_the_nearest_one() throws IOException {
        Path config = Files.writeString(directory.resolve("misspelt.yaml"), "admin_pasword: x\n");

        BerthProcess refused = ended(2, "serve", "--config", config.toString(), "--data-dir", directory.resolve("data").toString());

        assertThat(refused.ends()).contains("admin_pasword").contains("admin_password");
    }

    @Test
    void it_tells_its_version_and_its_commands() {
        assertThat(ended(0, "version").output()).isNotBlank();
        assertThat(ended(0, "--help").output()).contains("serve", "demo", "routes");
    }

    @Test
    void a_running_berth_audits_its_ledger() {
        String url = SharedBerth.url().toString();

        BerthProcess audit = ended(0, "audit", "ledger", "--url", url, "--os-password", BerthProcess.PASSWORD);

        assertThat(audit.output()).contains("providers").contains("differences    0");
        assertThat(ended(1, "audit", "ledger", "--url", url, "--os-password", "wrong").ends())
                .contains("logging in as admin")
                .doesNotContain("\tat ");
        assertThat(ended(3, "audit", "ledger", "--url", "http://127.0.0.1:1", "--os-password", "x").ends())
                .contains("is Berth running there?");
    }
}

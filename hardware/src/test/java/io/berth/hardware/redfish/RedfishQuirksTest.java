package io.berth.hardware.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.berth.hardware.BmcEndpoint;
import io.berth.hardware.BmcResult;
import io.berth.hardware.BmcTimings;
import io.berth.hardware.sim.bmc.SimulatedBmc;
import io.berth.hardware.sim.machine.Chassis;
import io.berth.hardware.sim.machine.FaultPlan;
import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.hardware.sim.machine.PowerListener;
import io.berth.hardware.sim.web.WebAnswer;
import io.berth.hardware.sim.web.WebHandler;
import io.berth.hardware.sim.web.WebServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Controllers that do things in their own way, or badly. */
class RedfishQuirksTest {

    private static final MachineSpec SPEC =
            MachineSpec.of("quirk", "10.0.0.1", "52:54:00:00:00:01", "admin", "pass", 4, 4096, 10);

    private static final PowerListener NOTHING = new PowerListener() {
        @Override
        public void poweredOn(boolean networkBoot) {}

        @Override
        public void poweredOff() {}
    };

    private final SimulatedBmc bmc = new SimulatedBmc(SPEC, new Chassis(NOTHING), () -> FaultPlan.NONE, Duration.ZERO);
    private final RedfishDriver driver = new RedfishDriver(RedfishDriverTest.FAST);

    @Test
    void a_controller_that_answers_204_to_the_boot_device_is_taken_at_its_word() {
        WebHandler terse = request -> {
            WebAnswer answer = bmc.handle(request);
            return request.method().equals("PATCH") && answer.status() == 200 ? WebAnswer.empty(204) : answer;
        };
        try (WebServer server = WebServer.bind(0).serve(terse)) {
            assertThat(driver.setNetworkBootOnce(endpoint(server.address())).isDone()).isTrue();
        }
    }

    @Test
    void a_controller_that_forgets_the_boot_device_is_tried_three_times_in_sessions_of_their_own() {
        AtomicInteger patches = new AtomicInteger();
        WebHandler forgetful = request -> {
            if (request.method().equals("PATCH")) {
                patches.incrementAndGet();
                return WebAnswer.empty(200);
            }
            return bmc.handle(request);
        };
        try (WebServer server = WebServer.bind(0).serve(forgetful)) {
            var result = driver.setNetworkBootOnce(endpoint(server.address()));

            assertThat(result).isInstanceOf(BmcResult.Refused.class);
            assertThat(result.messages().getLast().text()).endsWith("accepts the boot device but does not keep it.");
        }
        assertThat(patches).hasValue(3);
        assertThat(bmc.calls()).filteredOn(call -> call.method().equals("DELETE")).hasSize(3);
    }

    @Test
    void a_used_up_override_that_still_names_the_network_is_set_again() {
        AtomicInteger patches = new AtomicInteger();
        WebHandler lingering = request -> {
            if (request.method().equals("PATCH")) {
                patches.incrementAndGet();
            }
            WebAnswer answer = bmc.handle(request);
            return patches.get() > 0
                    ? answer
                    : new WebAnswer(answer.status(), answer.headers(), answer.body()
                            .replace("\"BootSourceOverrideTarget\":\"None\"", "\"BootSourceOverrideTarget\":\"Pxe\""));
        };
        try (WebServer server = WebServer.bind(0).serve(lingering)) {
            assertThat(driver.setNetworkBootOnce(endpoint(server.address())).isDone()).isTrue();
        }
        assertThat(patches).hasValue(1);
    }

    @Test
    void a_controller_of_two_systems_is_refused_because_the_driver_would_have_to_guess() {
        WebHandler twin = request -> {
            WebAnswer answer = bmc.handle(request);
            return new WebAnswer(answer.status(), answer.headers(),
                    answer.body().replace("\"Members@odata.count\":1", "\"Members@odata.count\":2"));
        };
        try (WebServer server = WebServer.bind(0).serve(twin)) {
            var result = driver.powerCycle(endpoint(server.address()));

            assertThat(result).isInstanceOf(BmcResult.Refused.class);
            assertThat(result.messages().getLast().text()).endsWith("manages 2 systems, exactly one is expected.");
        }
    }

    @Test
    void a_controller_that_never_answers_costs_the_time_limit_and_no_more() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        BmcTimings impatient = RedfishDriverTest.FAST.withNetwork(
                Duration.ofSeconds(1), Duration.ofMillis(100), 1, Duration.ZERO);
        WebHandler silent = request -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return WebAnswer.DROPPED;
        };
        try (WebServer server = WebServer.bind(0).serve(silent)) {
            var result = new RedfishDriver(impatient).readPower(endpoint(server.address()));

            assertThat(result).isInstanceOf(BmcResult.Unreachable.class);
            assertThat(result.messages().getLast().text()).endsWith("no answer within 100 ms");
        } finally {
            never.countDown();
        }
    }

    @Test
    void something_that_is_no_redfish_service_is_refused() {
        WebHandler page = request -> new WebAnswer(200, Map.of("Content-Type", "text/html"), "<html>a login page</html>");
        try (WebServer server = WebServer.bind(0).serve(page)) {
            assertThat(driver.readPower(endpoint(server.address()))).isInstanceOf(BmcResult.Refused.class);
        }
    }

    @Test
    void a_link_to_another_host_is_followed_on_the_configured_one_only() {
        WebHandler elsewhere = request -> {
            WebAnswer answer = bmc.handle(request);
            return request.method().equals("POST") && answer.status() == 201
                    ? answer.with("Location", "http://192.0.2.1" + answer.headers().get("Location"))
                    : answer;
        };
        try (WebServer server = WebServer.bind(0).serve(elsewhere)) {
            assertThat(driver.readPower(endpoint(server.address())).isDone()).isTrue();
        }
        assertThat(bmc.openSessions()).isZero();
    }

    @Test
    void an_interrupted_command_ends_and_keeps_the_interrupt() {
        try (WebServer server = WebServer.bind(0).serve(bmc)) {
            Thread.currentThread().interrupt();
            var result = driver.setNetworkBootOnce(endpoint(server.address()));

            assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
            assertThat(result).isInstanceOf(BmcResult.Unreachable.class);
        }
    }

    @Test
    void a_self_signed_certificate_is_accepted_only_where_verification_is_off(@TempDir Path directory) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(directory)));
        byte[] unauthorized = "{}".getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(401, unauthorized.length);
                exchange.getResponseBody().write(unauthorized);
            }
        });
        server.start();
        try {
            URI base = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
            var trusting = driver.readPower(new BmcEndpoint(base, "admin", "pass", false));
            var verifying = driver.readPower(new BmcEndpoint(base, "admin", "pass", true));

            assertThat(trusting).as("reaches the service, which answers 401").isInstanceOf(BmcResult.Refused.class);
            assertThat(verifying).isInstanceOf(BmcResult.Unreachable.class);
            assertThat(verifying.messages().getLast().text()).contains("TLS failed");
        } finally {
            server.stop(0);
        }
    }

    /** A certificate for a name that is not the controller's address, as they are sold. */
    private static SSLContext selfSigned(Path directory) throws Exception {
        Path file = directory.resolve("bmc.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-alias", "bmc", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=factory-default",
                        "-validity", "2", "-storetype", "PKCS12", "-storepass", "changeit", "-keystore", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static BmcEndpoint endpoint(URI base) {
        return new BmcEndpoint(base, "admin", "pass", false);
    }
}

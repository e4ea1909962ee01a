package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.berth.acceptance.harness.Answer;
import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Clients;
import io.berth.acceptance.harness.KeystoneUser;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.Session;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import io.berth.testkit.Await;
import io.berth.testkit.peer.RealKeystone;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Berth whose callers a real Keystone knows: {@code --auth keystone}, with Debian's package. */
@ExtendWith(ShowBerthOnFailure.class)
class KeystonePeerTest {
    private static final String PROVIDERS = "/placement/resource_providers";
    private static final String LEASES = "/reservation/v1/leases";
    private static final Duration CACHE_TIME = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static @Nullable RealKeystone started;
    private static @Nullable BerthProcess berth;
    private static @Nullable Clients clients;

    @BeforeAll
    static void start() {
        List<String> missing = RealKeystone.missingPackages();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(missing).as("Debian packages of the real Keystone that CI has to have").isEmpty();
        }
        assumeTrue(missing.isEmpty(), () -> "the real Keystone is not installed: apt-get install --no-install-recommends "
                + String.join(" ", missing));
        Clients.require();
        RealKeystone keystone = RealKeystone.start();
        started = keystone;
        Path directory = Leftovers.newDirectory("keystone");
        // Neither needs the other to start, and both take their time.
        CompletableFuture<BerthProcess> serving = CompletableFuture.supplyAsync(() -> BerthProcess.serve(
                new BerthProcess.Options(directory, List.of("--auth", "keystone"), Map.of(
                        "keystone.url", keystone.url(),
                        "keystone.username", "berth",
                        "keystone.password", KeystoneUser.PASSWORD,
                        "keystone.cache_seconds", CACHE_TIME.toSeconds()))));
        clients = Clients.start(KeystoneUser.ADMIN.environment(keystone.url(), Leftovers.newDirectory("keystone-client")));
        people();
        BerthProcess process = serving.join();
        berth = process;
        catalog(process.url());
    }

    /** As an operator makes them. */
    private static void people() {
        openstack("role", "create", "service");
        openstack("project", "create", "service");
        openstack("project", "create", "lab");
        for (String user : List.of("berth", "nova", "ann", "ron", "nobody")) {
            openstack("user", "create", "--password", KeystoneUser.PASSWORD, user);
        }
        openstack("role", "add", "--project", "service", "--user", "berth", "service");
        openstack("role", "add", "--project", "service", "--user", "nova", "service");
        openstack("role", "add", "--project", "lab", "--user", "ann", "member");
        openstack("role", "add", "--project", "lab", "--user", "ron", "reader");
        openstack("role", "add", "--domain", "default", "--user", "admin", "admin");
    }

    private static void catalog(URI berth) {
        openstack("service", "create", "--name", "placement", "placement");
        openstack("endpoint", "create", "--region", RealKeystone.REGION, "placement", "public", berth + "/placement");
        openstack("service", "create", "--name", "blazar", "reservation");
        openstack("endpoint", "create", "--region", RealKeystone.REGION, "reservation", "public", berth + "/reservation/v1");
    }

    @AfterAll
    static void stop() {
        if (clients != null) {
            clients.close();
        }
        if (berth != null) {
            berth.close();
        }
        if (started != null) {
            started.close();
        }
    }

    private static RealKeystone keystone() {
        return Objects.requireNonNull(started);
    }

    private static Clients.Result openstack(String... arguments) {
        return Objects.requireNonNull(clients).openstack(arguments).expectSuccess();
    }

    private static Session bearing(String token) {
        return Session.nobody(Objects.requireNonNull(berth).url()).with("X-Auth-Token", token);
    }

    private static Session as(KeystoneUser user) {
        return bearing(user.token(keystone().url()));
    }

    @ParameterizedTest
    @CsvSource({
        "admin,  admin,   200, 200",
        "nova,   service, 200, 403",
        "ann,    lab,     403, 200",
        "ron,    lab,     403, 200",
    })
    void rolesMeanWhatTheyMeanThere(String user, String project, int providers, int leases) {
        Session session = as(KeystoneUser.of(user, project));
        session.get(PROVIDERS).expect(providers);
        session.get(LEASES).expect(leases);
    }

    @Test
    void aReaderSeesTheUsagesOfItsOwnProjectOnly() {
        KeystoneUser ron = KeystoneUser.of("ron", "lab");
        Session session = as(ron).version("placement", "1.39");
        session.get("/placement/usages?project_id=" + ron.projectId(keystone().url())).expect(200);
        session.get("/placement/usages?project_id=" + KeystoneUser.ADMIN.projectId(keystone().url())).expect(403);
    }

    @Test
    void onlyProjectTokensAreTakenWhereOnlyProjectsCount() {
        for (Map<String, Object> scope : List.<Map<String, Object>>of(
                Map.of("system", Map.of("all", true)), Map.of("domain", Map.of("id", "default")))) {
            Session session = bearing(KeystoneUser.ADMIN.token(keystone().url(), scope));
            assertThat(session.get(PROVIDERS).expect(403).body()).as("%s", scope)
                    .contains("placement:resource_providers:list")
                    .doesNotContain("to be performed");
            session.get(LEASES).expect(403);
        }
        Session unscoped = bearing(KeystoneUser.of("nobody", "none").unscopedToken(keystone().url()));
        unscoped.get(PROVIDERS).expect(403);
    }

    @Test
    void whatIsNoTokenIsTurnedAwayToTheRealKeystone() {
        for (String token : List.of("gAAAAABnot-a-token", "0123456789abcdef")) {
            Answer answer = bearing(token).get(PROVIDERS).expect(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Keystone uri=\"" + keystone().url() + "\"");
        }
        Session.nobody(Objects.requireNonNull(berth).url()).get(PROVIDERS).expect(401);
    }

    @Test
    void aRevokedTokenIsTakenNoLongerThanTheCacheTime() {
        String token = KeystoneUser.ADMIN.token(keystone().url());
        bearing(token).get(PROVIDERS).expect(200);
        Session.nobody(keystone().url())
                .with("X-Auth-Token", KeystoneUser.ADMIN.token(keystone().url()))
                .with("X-Subject-Token", token)
                .delete("/auth/tokens")
                .expect(204);
        Await.until("the revoked token is refused", LIMIT, () -> bearing(token).get(PROVIDERS).status() == 401);
    }

    @Test
    void aTokenEndsWithItsLifeUnlessAServiceStillActsOnIt() {
        URI shortLived = keystone().alsoWithTokensOf(Duration.ofSeconds(4));
        String token = KeystoneUser.ADMIN.token(shortLived);
        bearing(token).get(PROVIDERS).expect(200);
        Await.until("the token that has ended is refused", LIMIT, () -> bearing(token).get(PROVIDERS).status() == 401);
        String service = KeystoneUser.of("nova", "service").token(keystone().url());
        bearing(token).with("X-Service-Token", service).get(PROVIDERS).expect(200);
        String noService = KeystoneUser.of("ann", "lab").token(keystone().url());
        bearing(token).with("X-Service-Token", noService).get(PROVIDERS).expect(401);
    }

    @Test
    void anApplicationCredentialHasTheRolesItWasGiven() {
        String id = openstack("application", "credential", "create", "--secret", "shh", "--role", "reader", "robot", "-f", "json")
                .json().path("id").asString();
        Session robot = bearing(KeystoneUser.applicationCredentialToken(keystone().url(), id, "shh"));
        robot.get(PROVIDERS).expect(403);
        robot.get(LEASES).expect(200);
        String limited = openstack(
                        "application", "credential", "create", "--secret", "shh", "--access-rules",
                        "[{\"service\": \"placement\", \"method\": \"GET\", \"path\": \"/traits\"}]", "limited", "-f", "json")
                .json().path("id").asString();
        bearing(KeystoneUser.applicationCredentialToken(keystone().url(), limited, "shh")).get(PROVIDERS).expect(401);
    }

    @Test
    void theRealClientsFindBerthInTheRealCatalog() {
        openstack("resource", "provider", "create", "from-a-real-catalog");
        assertThat(openstack("resource", "provider", "list", "-f", "json").json().findValuesAsString("name"))
                .contains("from-a-real-catalog");
        openstack("reservation", "lease", "list");
    }

    @Test
    void whereKeystoneIsDownKnownTokensWorkAndOthersAreAskedToWait() {
        String known = KeystoneUser.ADMIN.token(keystone().url());
        String fresh = KeystoneUser.ADMIN.token(keystone().url());
        keystone().stop();
        try {
            Answer answer = bearing(fresh).get(PROVIDERS).expect(503);
            assertThat(answer.body()).contains("The Keystone service is temporarily unavailable.");
        } finally {
            keystone().resume();
        }
        bearing(known).get(PROVIDERS).expect(200);
        bearing(fresh).get(PROVIDERS).expect(200);
    }
}

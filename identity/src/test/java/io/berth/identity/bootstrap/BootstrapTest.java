package io.berth.identity.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.identity.Identity;
import io.berth.identity.IdentityServer;
import io.berth.identity.directory.Role;
import io.berth.identity.token.TokenRequest;
import io.berth.identity.token.TokenRequest.DomainName;
import io.berth.identity.token.TokenRequest.Named;
import io.berth.identity.token.TokenRequest.PasswordProof;
import io.berth.identity.token.TokenRequest.WantedScope;
import io.berth.identity.token.Tokens;
import io.berth.store.Store;
import io.berth.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BootstrapTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final int REPLICAS = 4;

    /** In one test, because a database is bootstrapped once. */
    @Test
    void ofManyReplicasThatStartAtOnceOneMakesTheAdministratorAndShowsThePassword() throws Exception {
        List<Store> stores = IntStream.range(0, REPLICAS).mapToObj(n -> db.newReplica()).toList();
        List<Optional<String>> shown;
        try (ExecutorService starters = Executors.newFixedThreadPool(REPLICAS)) {
            List<Future<Optional<String>>> started = stores.stream()
                    .map(store -> starters.submit(() -> identity(store).bootstrap(Optional.empty()).run()))
                    .toList();
            shown = new ArrayList<>();
            for (Future<Optional<String>> each : started) {
                shown.add(each.get());
            }
        }
        List<String> passwords = shown.stream().flatMap(Optional::stream).toList();
        assertThat(passwords).hasSize(1);
        assertThat(passwords.getFirst()).matches("[0-9a-f]{24}");

        Identity identity = identity(db.store());
        assertThat(roles(identity, passwords.getFirst(), new WantedScope.OfSystem()))
                .containsExactly("admin", "manager", "member", "reader");
        assertThat(roles(identity, passwords.getFirst(), new WantedScope.OfProject(named("demo")))).contains("admin");

        assertThat(identity.bootstrap(Optional.empty()).withDemoUsers("demo").run())
                .as("the administrator exists already")
                .isEmpty();
        assertThat(roles(identity, passwords.getFirst(), new WantedScope.OfProject(named("admin"))))
                .as("the first password stays")
                .contains("admin");
        assertThat(identity.tokens().issue(request("demo", "demo", new WantedScope.OfProject(named("demo")))))
                .isInstanceOf(Decision.Accepted.class);
        aConfiguredPasswordTakesTheOldOnesPlaceAndEndsTheTokens(identity, passwords.getFirst());
    }

    private static void aConfiguredPasswordTakesTheOldOnesPlaceAndEndsTheTokens(Identity identity, String old) {
        String before = token(identity, "admin", old);
        String demos = token(identity, "demo", "demo");

        assertThat(identity.bootstrap(Optional.of("configured")).run()).as("it is known, so nothing is shown").isEmpty();

        assertThat(identity.tokens().issue(request("admin", old, new WantedScope.Nothing())))
                .as("the old password")
                .isInstanceOf(Decision.Refused.class);
        assertThat(identity.tokens().validate(before)).as("a token of the old password").isEmpty();
        assertThat(identity.tokens().validate(demos)).as("a token of somebody else").isPresent();
        String after = token(identity, "admin", "configured");

        identity.bootstrap(Optional.of("configured")).run();
        identity.bootstrap(Optional.empty()).run();

        assertThat(identity.tokens().validate(after)).as("a token, after starts that change nothing").isPresent();
    }

    private static String token(Identity identity, String user, String password) {
        Decision<Tokens.Issued> decision = identity.tokens().issue(request(user, password, new WantedScope.Nothing()));
        String text = decision.fold(Tokens.Issued::text, refusal -> "");
        assertThat(identity.tokens().validate(text)).as(decision.toString()).isPresent();
        return text;
    }

    private static Identity identity(Store store) {
        return IdentityServer.identity(store, db.clock());
    }

    private static Named named(String name) {
        return new Named.ByName(name, new DomainName.ById("default"));
    }

    private static TokenRequest request(String user, String password, WantedScope scope) {
        return new TokenRequest(
                List.of("password"), Optional.of(new PasswordProof(named(user), password)), Optional.empty(),
                Optional.empty(), scope);
    }

    private static List<String> roles(Identity identity, String password, WantedScope scope) {
        Decision<Tokens.Issued> decision = identity.tokens().issue(request("admin", password, scope));
        return decision.fold(
                issued -> issued.token().roles().stream().map(Role::name).toList(),
                refusal -> List.of(refusal.message()));
    }
}

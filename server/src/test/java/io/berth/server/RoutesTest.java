package io.berth.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.compute.ComputePolicy;
import io.berth.compute.image.ImageApi;
import io.berth.deployment.api.DeploymentPolicy;
import io.berth.base.AtOnce;
import io.berth.http.Api;
import io.berth.http.Body;
import io.berth.http.Execution;
import io.berth.http.Headers;
import io.berth.http.HttpProblem;
import io.berth.http.Match;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.http.Route;
import io.berth.identity.IdentityPolicy;
import io.berth.messages.MessagesPolicy;
import io.berth.placement.api.PlacementPolicy;
import io.berth.reservation.api.ReservationExtras;
import io.berth.reservation.api.ReservationPolicy;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import io.berth.server.fake.FakeClock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for all route tables together. */
class RoutesTest {
    private final List<Api> apis = Berth.apisForListing();

    @Test
    void anApiWithGuardedIndexRoutesSaysHowItServesThemAtOnce() throws NoSuchMethodException {
        List<String> neverAtOnce = new ArrayList<>();
        for (Api api : apis) {
            Class<?> served = api.getClass()
                    .getMethod("serveAtOnce", Request.class, Match.Found.class)
                    .getDeclaringClass();
            for (Route route : api.routes().routes()) {
                if (route.execution() == Execution.INDEX && !route.isOpen() && served == Api.class) {
                    neverAtOnce.add(route.method() + " " + api.prefix() + route.path());
                }
            }
        }
        assertThat(neverAtOnce).as("INDEX routes that always take the slow way").isEmpty();
    }

    /** Each is served as the server serves it; {@code Database} refuses work that must not wait. */
    @Test
    void indexRoutesAreServedAtOnceWithoutTheDatabaseAndWithoutWaiting() {
        BerthConfig everybodyIsKnown = BerthConfig.defaults().with(ConfigKey.AUTH, "noauth");
        List<String> waited = new ArrayList<>();
        for (Api api : Berth.apisForListing(everybodyIsKnown)) {
            for (Route route : api.routes().routes()) {
                if (route.execution() == Execution.INDEX) {
                    String name = route.method() + " " + api.prefix() + route.path();
                    serveAtOnce(api, route, name); // classes are loaded and caches filled
                    long before = waits();
                    serveAtOnce(api, route, name);
                    if (waits() > before) {
                        waited.add(name);
                    }
                }
            }
        }
        assertThat(waited).as("INDEX routes whose thread waited").isEmpty();
    }

    private static void serveAtOnce(Api api, Route route, String name) {
        String path = route.path().replaceAll("\\{[^}]+}", "5ffd0d0f-b9c0-4eb6-ae52-1f1ee9d83b65");
        Request request = new Request(
                route.method(), path, "", Headers.of("X-Auth-Token", "admin"), Body.NONE, "http://berth", "req-1");
        Match match = api.routes().match(route.method(), path);
        assertThat(match).as(name).isInstanceOf(Match.Found.class);
        try {
            Optional<Response> answer = AtOnce.call(() -> route.isOpen()
                    ? Optional.of(api.serve(request, match))
                    : api.serveAtOnce(request, (Match.Found) match));
            assertThat(answer).as("answer at once of " + name).isPresent();
        } catch (HttpProblem refused) {
            assertThat(refused.status()).as(name).isLessThan(500);
        }
    }

    /** How often this thread has waited for a lock, a queue or another thread. */
    private static long waits() {
        ThreadInfo thread = ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().threadId());
        return thread.getBlockedCount() + thread.getWaitedCount();
    }

    @Test
    void everyRuleThatARouteNamesHasADefault() {
        Set<String> known = Stream.<Map<String, String>>of(
                        Map.of(FakeClock.RULE, "set where Berth is put together"),
                        IdentityPolicy.DEFAULTS,
                        PlacementPolicy.DEFAULTS,
                        ReservationPolicy.DEFAULTS,
                        ReservationExtras.DEFAULTS,
                        ComputePolicy.DEFAULTS,
                        ImageApi.DEFAULTS,
                        MessagesPolicy.DEFAULTS,
                        DeploymentPolicy.DEFAULTS)
                .flatMap(defaults -> defaults.keySet().stream())
                .collect(Collectors.toSet());
        Set<String> unknown = apis.stream()
                .flatMap(api -> api.routes().routes().stream())
                .filter(route -> !route.isOpen())
                .map(Route::rule)
                .filter(rule -> !known.contains(rule))
                .collect(Collectors.toSet());
        assertThat(unknown).as("rules that nothing grants").isEmpty();
    }

    @Test
    void whatOnlyASimulatedSiteServesIsListedToo() {
        assertThat(RouteList.of(apis)).filteredOn(line -> line.contains(" /berth/v1/clock ")).hasSize(2)
                .allSatisfy(line -> assertThat(line).endsWith("only with --fake"));
    }

    @Test
    void everyRouteSaysWhatItIsFor() {
        assertThat(RouteList.of(apis)).isNotEmpty();
        assertThat(apis.stream().flatMap(api -> api.routes().routes().stream()))
                .allSatisfy(route -> assertThat(route.summary()).as(route.path()).isNotBlank());
    }
}

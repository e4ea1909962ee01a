package io.berth.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.compute.ComputePolicy;
import io.berth.compute.image.ImageApi;
import io.berth.deployment.api.DeploymentPolicy;
import io.berth.http.Api;
import io.berth.http.Execution;
import io.berth.http.Route;
import io.berth.identity.IdentityPolicy;
import io.berth.messages.MessagesPolicy;
import io.berth.placement.api.PlacementPolicy;
import io.berth.reservation.api.ReservationPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for all route tables together. */
class RoutesTest {
    private final List<Api> apis = Berth.apisForListing();

    @Test
    void aTokenIsNeverLookedUpOnTheThreadThatReadsRequests() {
        List<String> guarded = new ArrayList<>();
        for (Api api : apis) {
            for (Route route : api.routes().routes()) {
                if (route.execution() == Execution.INDEX && !route.isOpen()) {
                    guarded.add(route.method() + " " + api.prefix() + route.path());
                }
            }
        }
        assertThat(guarded).as("INDEX routes that ask for a token, which may need the database").isEmpty();
    }

    @Test
    void everyRuleThatARouteNamesHasADefault() {
        Set<String> known = Stream.<Map<String, String>>of(
                        IdentityPolicy.DEFAULTS,
                        PlacementPolicy.DEFAULTS,
                        ReservationPolicy.DEFAULTS,
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
    void everyRouteSaysWhatItIsFor() {
        assertThat(RouteList.of(apis)).isNotEmpty();
        assertThat(apis.stream().flatMap(api -> api.routes().routes().stream()))
                .allSatisfy(route -> assertThat(route.summary()).as(route.path()).isNotBlank());
    }
}

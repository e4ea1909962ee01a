package io.berth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {
    private static Route route(String method, String path) {
        return Route.index(method, path, Route.OPEN, call -> Response.text(200, path), path);
    }

    private final RouteTable table = new RouteTable(List.of(
            route("GET", ""),
            route("GET", "/"),
            route("GET", "/leases"),
            route("POST", "/leases"),
            route("GET", "/leases/{lease_id}"),
            route("GET", "/os-hosts/allocations"),
            route("GET", "/os-hosts/{host_id}"),
            route("GET", "/os-hosts/{host_id}/allocation")));

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "/, /",
        "/leases, /leases",
        "/leases/7, /leases/{lease_id}",
        "/os-hosts/allocations, /os-hosts/allocations",
        "/os-hosts/3, /os-hosts/{host_id}",
        "/%6ceases, /leases",
        "/os%2Dhosts/%61llocations, /os-hosts/allocations",
        "/os-hosts/allocations/allocation, /os-hosts/{host_id}/allocation"
    })
    void findsTheRouteOfAPathPreferringLiteralSegments(String path, String expected) {
        assertThat(table.match("GET", path))
                .isInstanceOfSatisfying(Match.Found.class, found -> assertThat(found.route().path())
                        .isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource({"/nothing", "/leases/", "//leases", "/LEASES", "/leases/7/8", "/%4ceases", "/%zzleases", "/%", "/os-hosts%2Fallocations"})
    void otherSpellingsAreOtherPaths(String path) {
        assertThat(table.match("GET", path)).isInstanceOf(Match.NoSuchPath.class);
    }

    @Test
    void namesTheMethodsThatAPathHas() {
        assertThat(table.match("PATCH", "/leases"))
                .isInstanceOfSatisfying(Match.WrongMethod.class, wrong -> assertThat(wrong.allowed())
                        .containsExactly("GET", "POST"));
    }

    @ParameterizedTest
    @CsvSource({"/leases/%zz", "/leases/%", "/leases/%ff"})
    void whatDoesNotDecodeNamesNothing(String path) {
        assertThat(table.match("GET", path)).isInstanceOf(Match.NoSuchPath.class);
    }

    @Test
    void decodesVariablesAfterSplittingThePath() {
        assertThat(table.match("GET", "/leases/a%2Fb%20c"))
                .isInstanceOfSatisfying(Match.Found.class, found -> assertThat(found.parameters())
                        .isEqualTo(Map.of("lease_id", "a/b c")));
    }

    @Test
    void refusesTwoRoutesForOnePlace() {
        assertThatThrownBy(() -> new RouteTable(List.of(route("GET", "/a/{x}"), route("GET", "/a/{y}"))))
                .hasMessageContaining("two routes for GET /a/{y}");
    }
}

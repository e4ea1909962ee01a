package io.berth.placement.candidate.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.placement.Inventory;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.candidate.Worlds;
import io.berth.placement.filter.TraitFilter;
import io.berth.placement.index.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How much work a search does, and in which order it finds what. */
class CandidateSearchTest {
    private static final String VF = "SRIOV_NET_VF";
    private static final Map<String, Long> ONE_VF = Map.of(VF, 1L);

    private static World host(int children, long each) {
        Worlds worlds = new Worlds().provider("host", Map.of("VCPU", Inventory.of(8)));
        for (int i = 0; i < children; i++) {
            worlds.below("host", "child" + i, Map.of(VF, Inventory.of(each)), "CUSTOM_CHILD");
        }
        return worlds.world();
    }

    private static World hosts(int count) {
        Worlds worlds = new Worlds();
        for (int i = 0; i < count; i++) {
            worlds.provider("host" + i, Map.of("VCPU", Inventory.of(8)));
        }
        return worlds.world();
    }

    private static CandidateSearch search(World world, CandidateQuery query) {
        return CandidateSearch.of(world, query, SearchOptions.STABLE);
    }

    @Test
    void aLimitBoundsTheWorkOfEightGroupsOnEightChildren() {
        for (long each : List.of(1L, 8L)) {
            for (boolean isolated : List.of(false, true)) {
                CandidateSearch search = search(
                        host(8, each),
                        CandidateQuery.of(Worlds.groups(8, ONE_VF)).isolated(isolated).withLimit(Optional.of(1_000)));
                assertThat(search.found()).hasSize(1_000);
                assertThat(search.steps()).as("%d each, isolated %s", each, isolated).isLessThan(100_000);
            }
        }
    }

    @Test
    void allOfThemAreFoundWithoutDeadEnds() {
        CandidateSearch search = search(host(8, 1), CandidateQuery.of(Worlds.groups(8, ONE_VF)));
        assertThat(search.found()).hasSize(40_320);
        assertThat(search.steps()).as("about a dozen a candidate, where trying everything takes 8^8").isLessThan(4_000_000);
    }

    @Test
    void twelveGroupsOnElevenChildrenAreRefusedAtOnce() {
        for (boolean isolated : List.of(false, true)) {
            CandidateSearch search =
                    search(host(11, 1), CandidateQuery.of(Worlds.groups(12, ONE_VF)).isolated(isolated));
            assertThat(search.found()).isEmpty();
            assertThat(search.steps()).isLessThan(5_000);
        }
    }

    @Test
    void aTraitThatTooFewChildrenHaveIsNoReasonToTryTheOthers() {
        Worlds worlds = new Worlds().provider("host", Map.of());
        for (int i = 0; i < 20; i++) {
            worlds.below("host", "child" + i, Map.of(VF, Inventory.of(1)), i < 5 ? "CUSTOM_FEW" : "CUSTOM_MANY");
        }
        List<RequestGroup> groups = Worlds.groups(12, ONE_VF).stream()
                .map(it -> it.suffix().compareTo("_6") < 0 && it.suffix().length() == 2
                        ? it.withTraits(new TraitFilter(List.of(Set.of("CUSTOM_FEW")), Set.of()))
                        : it)
                .toList();
        CandidateSearch search = search(worlds.world(), CandidateQuery.of(groups).isolated(true));
        assertThat(search.found()).isEmpty();
        assertThat(search.steps()).isLessThan(20_000);
    }

    @Test
    void whatNoCheckForeseesEndsAfterItsSteps() {
        List<RequestGroup> groups = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            groups.add(RequestGroup.of("_" + i).withResources(Map.of(VF, 3L + i % 4)));
        }
        CandidateSearch search = search(host(10, 10), CandidateQuery.of(groups));
        assertThat(search.next()).isEmpty();
        assertThat(search.isCutShort()).isTrue();
        assertThat(search.steps()).isLessThanOrEqualTo(Budget.STEPS_MAX);
    }

    @Test
    void oneCandidateOfManyHostsLooksAtNoMore() {
        CandidateQuery query = CandidateQuery.of(List.of(RequestGroup.of("").withResources(Map.of("VCPU", 1L))));
        CandidateSearch search = search(hosts(1_000), query.withLimit(Optional.of(1)));
        assertThat(search.found()).hasSize(1);
        assertThat(search.steps()).isLessThan(10);
    }

    @Test
    void aRandomOrderComesFromItsSeedAndReachesEveryHost() {
        World world = hosts(20);
        CandidateQuery query = CandidateQuery.of(List.of(RequestGroup.of("").withResources(Map.of("VCPU", 1L))))
                .withLimit(Optional.of(1));
        Set<UUID> first = new HashSet<>();
        for (long seed = 0; seed < 400; seed++) {
            SearchOptions options =
                    new SearchOptions(SearchOptions.Order.RANDOMISED, SearchOptions.Strategy.DEPTH_FIRST, 0, seed);
            UUID one = CandidateSearch.of(world, query, options).found().getFirst().shares().getFirst().provider().uuid();
            UUID again = CandidateSearch.of(world, query, options).found().getFirst().shares().getFirst().provider().uuid();
            assertThat(again).as("the same seed").isEqualTo(one);
            first.add(one);
        }
        assertThat(first).as("hosts that came first for some seed").hasSize(20);
    }

    private static SearchOptions randomised(long seed) {
        return new SearchOptions(SearchOptions.Order.RANDOMISED, SearchOptions.Strategy.DEPTH_FIRST, 0, seed);
    }

    @Test
    void aRandomOrderReachesEveryChildOfOneHost() {
        World world = host(8, 1);
        CandidateQuery query = CandidateQuery.of(Worlds.groups(2, ONE_VF)).withLimit(Optional.of(1));
        Map<List<UUID>, Integer> first = new HashMap<>();
        for (long seed = 0; seed < 2_000; seed++) {
            CandidateSearch search = CandidateSearch.of(world, query, randomised(seed));
            List<UUID> pair = search.found().getFirst().shares().stream().map(it -> it.provider().uuid()).toList();
            first.merge(pair, 1, Integer::sum);
            assertThat(search.steps()).as("for one candidate").isLessThan(10);
        }
        assertThat(first).as("pairs of children that came first for some seed").hasSize(8 * 7);
        assertThat(first.values()).as("how often, of 2000: none is favoured").allMatch(times -> times < 100);
    }

    @Test
    void aRandomOrderOfAllDoesNotKeepTreesTogether() {
        Worlds worlds = new Worlds();
        for (int host = 0; host < 4; host++) {
            worlds.provider("host" + host, Map.of());
            for (int child = 0; child < 8; child++) {
                worlds.below("host" + host, host + "child" + child, Map.of(VF, Inventory.of(1)));
            }
        }
        List<UUID> roots = CandidateSearch.of(worlds.world(), CandidateQuery.of(Worlds.groups(1, ONE_VF)), randomised(1))
                .found()
                .stream()
                .map(it -> it.shares().getFirst().provider().provider().root())
                .toList();
        assertThat(roots).hasSize(32);
        assertThat(new HashSet<>(roots.subList(0, 8))).as("hosts of the first eight").hasSizeGreaterThan(1);
    }

    @Test
    void breadthFirstTakesOneOfEachTreeInTurn() {
        Worlds worlds = new Worlds();
        for (int i = 0; i < 3; i++) {
            worlds.provider("host" + i, Map.of());
            worlds.below("host" + i, "a" + i, Map.of(VF, Inventory.of(1)));
            worlds.below("host" + i, "b" + i, Map.of(VF, Inventory.of(1)));
        }
        CandidateQuery query = CandidateQuery.of(Worlds.groups(1, ONE_VF)).withLimit(Optional.of(3));
        SearchOptions breadthFirst =
                new SearchOptions(SearchOptions.Order.STABLE, SearchOptions.Strategy.BREADTH_FIRST, 0, 0);
        assertThat(CandidateSearch.of(worlds.world(), query, breadthFirst).found())
                .extracting(it -> it.shares().getFirst().provider().provider().root())
                .containsExactlyInAnyOrder(Worlds.id("host0"), Worlds.id("host1"), Worlds.id("host2"));
    }

    @Test
    void noAnswerHoldsMoreThanTheOperatorAllows() {
        CandidateQuery query = CandidateQuery.of(Worlds.groups(3, ONE_VF));
        assertThat(CandidateSearch.of(host(8, 8), query, SearchOptions.STABLE.withMax(7)).found()).hasSize(7);
        assertThat(CandidateSearch.of(host(8, 8), query.withLimit(Optional.of(3)), SearchOptions.STABLE.withMax(7)).found())
                .hasSize(3);
    }
}

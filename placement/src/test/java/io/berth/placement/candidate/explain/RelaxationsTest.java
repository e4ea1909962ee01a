package io.berth.placement.candidate.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.placement.Inventory;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.candidate.Worlds;
import io.berth.placement.candidate.explain.CandidateExplanation.Relaxation;
import io.berth.placement.filter.AggregateFilter;
import io.berth.placement.filter.TraitFilter;
import io.berth.placement.index.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which single change of a query is told as the smallest. */
class RelaxationsTest {
    private static final String A = "CUSTOM_A";
    private static final String B = "CUSTOM_B";

    private static RequestGroup wanting(String suffix, Object... amounts) {
        Map<String, Long> resources = new LinkedHashMap<>();
        for (int i = 0; i < amounts.length; i += 2) {
            resources.put((String) amounts[i], ((Number) amounts[i + 1]).longValue());
        }
        return RequestGroup.of(suffix).withResources(resources);
    }

    private static AggregateFilter outside(String... aggregates) {
        return new AggregateFilter(List.of(), Set.of(aggregates));
    }

    private static Inventory inSteps(long total, long least, long step) {
        return new Inventory(total, 0, least, Inventory.AMOUNT_MAX, step, 1.0);
    }

    private static Optional<Relaxation> smallest(World world, CandidateQuery query) {
        CandidateExplanation why = ExplainCandidates.explain(world, query);
        assertThat(why.hasCandidates()).isFalse();
        assertThat(why.isComplete()).isTrue();
        return why.relaxation();
    }

    private static Optional<Relaxation> smallest(World world, RequestGroup... groups) {
        return smallest(world, CandidateQuery.of(List.of(groups)));
    }

    @Test
    void ofTwoAmountsTheOneIsCutOfWhichLessMustBeCut() {
        World world = new Worlds()
                .provider("P", Map.of(A, Inventory.of(1), B, Inventory.of(100)))
                .provider("Q", Map.of(A, Inventory.of(100), B, Inventory.of(99)))
                .world();
        assertThat(smallest(world, wanting("", A, 100, B, 100)))
                .contains(new Relaxation("resources", "CUSTOM_B:100 → CUSTOM_B:99"));
    }

    @Test
    void anAmountIsCutToWhatOtherGroupsLeave() {
        World world = new Worlds().provider("host", Map.of(A, Inventory.of(6))).world();
        assertThat(smallest(world, wanting("1", A, 4), wanting("2", A, 4)))
                .contains(new Relaxation("resources1", "CUSTOM_A:4 → CUSTOM_A:2"));
        assertThat(smallest(world, wanting("1", A, 3), wanting("2", A, 5)))
                .contains(new Relaxation("resources2", "CUSTOM_A:5 → CUSTOM_A:3"));
    }

    @Test
    void providersThatDoNotCountHideNoAmount() {
        Worlds worlds = new Worlds().inside("inside", Map.of(A, Inventory.of(50)), "aggregate");
        for (int i = 0; i < 40; i++) {
            worlds.inside("outside" + i, Map.of(A, inSteps(89 - i, 1 + i, 1 + i)), "another");
        }
        RequestGroup group =
                wanting("", A, 90).withAggregates(new AggregateFilter(List.of(Set.of("aggregate")), Set.of()));
        assertThat(smallest(worlds.world(), group))
                .contains(new Relaxation("resources", "CUSTOM_A:90 → CUSTOM_A:50"));
    }

    @Test
    void anAmountIsCutOrAddedToToWhatInventoriesGiveAway() {
        World world = new Worlds()
                .provider("in twos", Map.of(A, inSteps(8, 1, 2)))
                .provider("from six on", Map.of(B, inSteps(20, 5, 3)))
                .world();
        assertThat(smallest(world, wanting("", A, 3))).contains(new Relaxation("resources", "CUSTOM_A:3 → CUSTOM_A:2"));
        assertThat(smallest(world, wanting("", A, 1))).contains(new Relaxation("resources", "CUSTOM_A:1 → CUSTOM_A:2"));
        assertThat(smallest(world, wanting("", B, 4))).contains(new Relaxation("resources", "CUSTOM_B:4 → CUSTOM_B:6"));
        assertThat(smallest(world, wanting("", B, 8))).contains(new Relaxation("resources", "CUSTOM_B:8 → CUSTOM_B:6"));
    }

    @Test
    void theLargestPortionIsFoundAmongProvidersWithOtherUnits() {
        World world = new Worlds()
                .provider("ones", Map.of(A, Inventory.of(700)))
                .provider("hundreds", Map.of(A, inSteps(950, 100, 100)))
                .provider("sevens", Map.of(A, inSteps(899, 7, 7)))
                .world();
        assertThat(smallest(world, wanting("1", A, 1_000_000_000_000L)))
                .contains(new Relaxation("resources1", "CUSTOM_A:1000000000000 → CUSTOM_A:900"));
        assertThat(smallest(world, wanting("1", A, 800), wanting("2", A, 151)))
                .contains(new Relaxation("resources1", "CUSTOM_A:800 → CUSTOM_A:549"));
    }

    @Test
    void ofForbiddenAggregatesOneIsGivenUpBeforeAll() {
        World world = new Worlds().inside("host", Map.of(A, Inventory.of(8)), "one", "two").world();
        assertThat(smallest(world, wanting("", A, 1).withAggregates(outside("one", "other"))))
                .contains(new Relaxation("member_of", "without !one"));
        assertThat(smallest(world, wanting("", A, 1).withAggregates(outside("one", "two"))))
                .contains(new Relaxation("member_of", "without !in:one,two"));
    }

    @Test
    void aWholeGroupIsGivenUpLast() {
        World world = new Worlds()
                .provider("host", Map.of(A, Inventory.of(8)), "CUSTOM_T")
                .provider("other", Map.of(B, Inventory.of(8)))
                .world();
        assertThat(smallest(world, wanting("1", A, 1), wanting("2", B, 1)))
                .contains(new Relaxation("resources1", "without the group"));
        RequestGroup bare = RequestGroup.of("_x")
                .withTraits(new TraitFilter(List.of(Set.of("CUSTOM_U")), Set.of()));
        CandidateQuery query =
                CandidateQuery.of(List.of(wanting("1", A, 1), bare)).withSameSubtrees(List.of(Set.of("1", "_x")));
        assertThat(smallest(world, query)).contains(new Relaxation("required_x", "without the group"));
    }

    @Test
    void aNameThatDoesNotExistIsNoWayToCandidates() {
        World world = new Worlds().provider("host", Map.of(A, Inventory.of(8))).world();
        RequestGroup unknown = wanting("2", A, 1)
                .withTraits(new TraitFilter(List.of(), Set.of("CUSTOM_UNKNOWN")));
        assertThat(smallest(world, wanting("1", A, 9), unknown)).isEmpty();
    }

    @Test
    void attemptsEndAfterTheirStepsAndSaySo() {
        World world = new Worlds().provider("host", Map.of(A, Inventory.of(8))).world();
        CandidateQuery query = CandidateQuery.of(List.of(wanting("", A, 1)));
        Attempts attempts = new Attempts(world, 2_500);
        assertThat(attempts.give(query)).isTrue();
        assertThat(attempts.give(query)).isTrue();
        assertThat(attempts.areCutShort()).isFalse();
        assertThat(attempts.give(query)).isFalse();
        assertThat(attempts.areCutShort()).isTrue();
    }
}

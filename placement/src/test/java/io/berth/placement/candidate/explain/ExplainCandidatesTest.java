package io.berth.placement.candidate.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Explanation.Step;
import io.berth.placement.Inventory;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.candidate.Worlds;
import io.berth.placement.candidate.explain.CandidateExplanation.LackOfRoom;
import io.berth.placement.candidate.explain.CandidateExplanation.Miss;
import io.berth.placement.candidate.explain.CandidateExplanation.Relaxation;
import io.berth.placement.candidate.explain.CandidateExplanation.Unmet;
import io.berth.placement.filter.AggregateFilter;
import io.berth.placement.filter.TraitFilter;
import io.berth.placement.index.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said of queries that find nobody, and why. */
class ExplainCandidatesTest {
    private static final World FLAT = new Worlds()
            .provider("small", Map.of("VCPU", Inventory.of(4)), "CUSTOM_A")
            .provider("medium", Map.of("VCPU", Inventory.of(8)), "CUSTOM_A")
            .provider("large", Map.of("VCPU", Inventory.of(16)))
            .provider("disk", Map.of("DISK_GB", Inventory.of(10)))
            .using("medium", "VCPU", 2)
            .world();

    private static TraitFilter required(String trait) {
        return new TraitFilter(List.of(Set.of(trait)), Set.of());
    }

    private static RequestGroup vcpu(String suffix, long amount) {
        return RequestGroup.of(suffix).withResources(Map.of("VCPU", amount));
    }

    private static CandidateExplanation explain(World world, RequestGroup... groups) {
        return ExplainCandidates.explain(world, CandidateQuery.of(List.of(groups)));
    }

    @Test
    void eachConstraintTellsHowManyItRemovedAndLeft() {
        CandidateExplanation why = explain(FLAT, vcpu("_1", 8).withTraits(required("CUSTOM_A")));
        assertThat(why.groups().getFirst().steps().steps()).containsExactly(
                new Step("has VCPU", 1, 3), new Step("required=CUSTOM_A", 1, 2), new Step("room for VCPU:8", 2, 0));
        assertThat(why.hasCandidates()).isFalse();
        assertThat(why.isComplete()).isTrue();
    }

    @Test
    void theNearestMissesLackLeast() {
        CandidateExplanation why = explain(FLAT, vcpu("_1", 8).withTraits(required("CUSTOM_A")));
        assertThat(why.groups().getFirst().misses())
                .extracting(it -> it.provider().provider().name())
                .containsExactly("medium", "small", "large");
        assertThat(why.groups().getFirst().misses().getFirst().lacks())
                .containsExactly(new LackOfRoom("VCPU", 8, 6, 8, true));
        assertThat(why.groups().getFirst().misses().getLast().lacks())
                .containsExactly(new Unmet("required", "CUSTOM_A"));
    }

    @Test
    void whoLacksOneOtherThingIsNamedBeforeWhoLacksTwo() {
        World world = new Worlds()
                .provider("all but a trait", Map.of("VCPU", Inventory.of(8)), "CUSTOM_ROOT")
                .provider("all but what roots have", Map.of("VCPU", Inventory.of(8)), "CUSTOM_A")
                .provider("neither", Map.of("VCPU", Inventory.of(8)))
                .provider("something else", Map.of("DISK_GB", Inventory.of(8)), "CUSTOM_A", "CUSTOM_ROOT")
                .world();
        CandidateExplanation why = ExplainCandidates.explain(
                world,
                CandidateQuery.of(List.of(vcpu("_1", 2).withTraits(required("CUSTOM_A"))))
                        .withRootTraits(required("CUSTOM_ROOT")));
        assertThat(why.groups().getFirst().misses())
                .extracting(it -> it.provider().provider().name() + ": " + it.lacks())
                .containsExactly(
                        "all but a trait: " + List.of(new Unmet("required", "CUSTOM_A")),
                        "all but what roots have: " + List.of(new Unmet("root_required", "CUSTOM_ROOT")),
                        "neither: " + List.of(new Unmet("required", "CUSTOM_A"), new Unmet("root_required", "CUSTOM_ROOT")));
    }

    @Test
    void whoIsInNoOrTheWrongAggregateOrTreeIsNamed() {
        World world = new Worlds()
                .inside("host", Map.of("VCPU", Inventory.of(8)), "wrong")
                .inside("elsewhere", Map.of("VCPU", Inventory.of(8)), "right")
                .world();
        RequestGroup group = vcpu("_1", 9)
                .withAggregates(new AggregateFilter(List.of(Set.of("right", "fine")), Set.of("wrong")))
                .withTree(Optional.of(Set.of(Worlds.id("host"))));
        List<Miss> misses = explain(world, group).groups().getFirst().misses();
        LackOfRoom room = new LackOfRoom("VCPU", 9, 8, 8, true);
        assertThat(misses).extracting(Miss::lacks).containsExactly(
                List.of(room, new Unmet("in_tree", Worlds.id("host").toString())),
                List.of(room, new Unmet("member_of", "in:fine,right"), new Unmet("member_of", "!wrong")));
    }

    @Test
    void aTreeThatTogetherLacksATraitIsNamedByItsRoot() {
        World world = new Worlds()
                .provider("host", Map.of("VCPU", Inventory.of(8)), "CUSTOM_A")
                .below("host", "child", Map.of("DISK_GB", Inventory.of(8)), "CUSTOM_B")
                .provider("other", Map.of("VCPU", Inventory.of(8)))
                .world();
        RequestGroup group = RequestGroup.of("")
                .withResources(Map.of("VCPU", 1L, "DISK_GB", 1L))
                .withTraits(new TraitFilter(List.of(Set.of("CUSTOM_A"), Set.of("CUSTOM_B"), Set.of("CUSTOM_C")), Set.of()));
        List<Miss> misses = explain(world, group).groups().getFirst().misses();
        assertThat(misses).extracting(it -> it.provider().provider().name() + ": " + it.lacks())
                .containsExactly("host: " + List.of(new Unmet("required", "CUSTOM_C")));
    }

    @Test
    void lessOfAClassIsTheSmallestRelaxation() {
        assertThat(explain(FLAT, vcpu("_1", 8).withTraits(required("CUSTOM_A"))).relaxation())
                .contains(new Relaxation("resources_1", "VCPU:8 → VCPU:6"));
        assertThat(explain(FLAT, vcpu("", 20)).relaxation()).contains(new Relaxation("resources", "VCPU:20 → VCPU:16"));
    }

    @Test
    void whereLessDoesNotHelpAWishIsGivenUp() {
        RequestGroup nobody = vcpu("", 2).withTraits(required("CUSTOM_NOBODY"));
        assertThat(explain(FLAT, nobody).relaxation()).contains(new Relaxation("required", "without CUSTOM_NOBODY"));
        RequestGroup nowhere = vcpu("_9", 2).withAggregates(new AggregateFilter(List.of(Set.of("nowhere")), Set.of()));
        assertThat(explain(FLAT, nowhere).relaxation()).contains(new Relaxation("member_of_9", "without nowhere"));
    }

    @Test
    void orAClass() {
        Map<String, Long> both = new LinkedHashMap<>();
        both.put("VCPU", 1L);
        both.put("DISK_GB", 1L);
        assertThat(explain(FLAT, RequestGroup.of("").withResources(both)).relaxation())
                .contains(new Relaxation("resources", "without VCPU"));
    }

    @Test
    void whereNoSingleChangeHelpsNoneIsNamed() {
        RequestGroup twice = vcpu("", 99).withTraits(required("CUSTOM_NOBODY"));
        assertThat(explain(FLAT, twice).relaxation()).isEmpty();
    }

    @Test
    void rulesBetweenGroupsAreCountedInTrees() {
        World world = new Worlds()
                .provider("host", Map.of())
                .below("host", "one", Map.of("VCPU", Inventory.of(8)))
                .provider("other", Map.of("VCPU", Inventory.of(1)))
                .world();
        CandidateExplanation why = ExplainCandidates.explain(
                world, CandidateQuery.of(List.of(vcpu("_1", 2), vcpu("_2", 2))).isolated(true));
        assertThat(why.request().steps()).endsWith(
                new Step("a provider with room for every group", 0, 1),
                new Step("group_policy=isolate", 1, 0),
                new Step("room for all groups together", 0, 0));
        assertThat(why.relaxation()).contains(new Relaxation("group_policy", "isolate → none"));
    }

    @Test
    void aQueryWithCandidatesTellsInHowManyTrees() {
        CandidateExplanation why = explain(FLAT, vcpu("", 5));
        assertThat(why.trees()).isEqualTo(2);
        assertThat(why.relaxation()).isEmpty();
    }
}

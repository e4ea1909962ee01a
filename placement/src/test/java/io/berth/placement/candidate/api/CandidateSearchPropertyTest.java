package io.berth.placement.candidate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.http.Json;
import io.berth.http.Microversion;
import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.api.NaiveCandidates.Found;
import io.berth.placement.candidate.api.NaiveCandidates.Twin;
import io.berth.placement.candidate.explain.CandidateExplanation;
import io.berth.placement.candidate.explain.CandidateExplanation.Lack;
import io.berth.placement.candidate.explain.CandidateExplanation.LackOfRoom;
import io.berth.placement.candidate.explain.CandidateExplanation.Miss;
import io.berth.placement.candidate.explain.CandidateExplanation.Relaxation;
import io.berth.placement.candidate.explain.CandidateExplanation.Unmet;
import io.berth.placement.candidate.explain.ExplainCandidates;
import io.berth.placement.candidate.search.Candidate;
import io.berth.placement.candidate.search.CandidateSearch;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.index.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The search against one that tries everything, on worlds small enough for that. */
class CandidateSearchPropertyTest {
    private static final long FIRST_SEED = Long.getLong("berth.test.seed", 20_260_000L);
    private static final int WORLDS = Integer.getInteger("berth.test.worlds", 8_000);
    /** Fewer are a failure played again. */
    private static final int WORLDS_THAT_SHOW_ALL = 8_000;

    private static final Microversion WITH_TREES = Microversion.of(1, 39);
    private static final Microversion WITHOUT_TREES = Microversion.of(1, 28);

    private static final List<SearchOptions> WAYS = List.of(
            SearchOptions.STABLE,
            new SearchOptions(SearchOptions.Order.RANDOMISED, SearchOptions.Strategy.DEPTH_FIRST, 0, 7),
            new SearchOptions(SearchOptions.Order.STABLE, SearchOptions.Strategy.BREADTH_FIRST, 0, 0),
            new SearchOptions(SearchOptions.Order.RANDOMISED, SearchOptions.Strategy.BREADTH_FIRST, 0, 8));

    /** One seed's world and query, with what both say. */
    private record Trial(long seed, RandomPlacement placement, World world, CandidateQuery query) {
        static Trial of(long seed) {
            RandomPlacement placement = new RandomPlacement(seed);
            World world = World.of(RandomPlacement.names(), placement.providers(), placement.used());
            return new Trial(seed, placement, world, placement.query());
        }

        NaiveCandidates naive(Set<Twin> twins) {
            return new NaiveCandidates(placement.providers(), placement.used(), query, twins);
        }

        Set<Found> naive(CandidateQuery other) {
            return new NaiveCandidates(placement.providers(), placement.used(), other, Set.of()).all();
        }

        Microversion version() {
            return query.mayUseTree() ? WITH_TREES : WITHOUT_TREES;
        }

        JsonNode answer(CandidateQuery asked, SearchOptions options) {
            List<Candidate> found = CandidateSearch.of(world, asked, options).found();
            return Json.read(CandidateWriter.write(world, asked, found, version()));
        }

        String describe() {
            return "seed %d (-Dberth.test.seed=%d -Dberth.test.worlds=1)%n%s%s%n".formatted(
                    seed, seed, placement.describe(), query);
        }
    }

    @Test
    void theSearchFindsWhatTryingEverythingFinds() {
        int withCandidates = 0;
        Set<String> relaxed = new TreeSet<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
            Trial trial = Trial.of(seed);
            Set<Found> expected = trial.naive(Set.of()).all();
            withCandidates += expected.isEmpty() ? 0 : 1;
            JsonNode answer = trial.answer(trial.query(), WAYS.get((int) (seed % WAYS.size())));
            assertThat(requests(answer))
                    .as(trial::describe)
                    .isEqualTo(expected.stream().map(it -> words(it, trial.query())).sorted().toList());
            checkSummaries(trial, answer);
            if (seed % 4 == 0) {
                checkExplanation(trial, expected).map(CandidateSearchPropertyTest::kind).ifPresent(relaxed::add);
            }
        }
        assertThat(withCandidates).as("worlds with candidates: others prove little").isGreaterThan(WORLDS / 5);
        if (WORLDS >= WORLDS_THAT_SHOW_ALL) {
            assertThat(relaxed).as("kinds of relaxations that were told").contains(
                    "group_policy →", "in_tree without", "member_of without", "required without", "resources without",
                    "resources →", "root_required without", "same_subtree without");
        }
    }

    private static String kind(Relaxation relaxation) {
        String parameter = relaxation.parameter().replaceFirst("_\\d+$", "");
        return parameter + (relaxation.change().startsWith("without") ? " without" : " →");
    }

    @Test
    void aLimitTakesSomeOfAllCandidatesAndTheirSummaries() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS / 3; seed++) {
            Trial trial = Trial.of(seed);
            List<String> all = trial.naive(Set.of()).all().stream().map(it -> words(it, trial.query())).sorted().toList();
            int limit = (int) (1 + seed % 5);
            JsonNode answer = trial.answer(trial.query().withLimit(Optional.of(limit)), WAYS.get((int) (seed % WAYS.size())));
            List<String> some = requests(answer);
            assertThat(some).as(trial::describe).hasSize(Math.min(limit, all.size()));
            List<String> left = new ArrayList<>(all);
            some.forEach(it -> assertThat(left.remove(it)).as("%s%n%s is one of all", trial.describe(), it).isTrue());
            checkSummaries(trial, answer);
        }
    }

    @ParameterizedTest
    @EnumSource(Twin.class)
    void aReferenceWithOneRuleBrokenIsToldFromTheSearch(Twin twin) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 15_000; seed++) {
            Trial trial = Trial.of(seed);
            if (!trial.naive(Set.of(twin)).all().equals(trial.naive(Set.of()).all())) {
                JsonNode answer = trial.answer(trial.query(), SearchOptions.STABLE);
                List<String> broken = trial.naive(Set.of(twin)).all().stream()
                        .map(it -> words(it, trial.query()))
                        .sorted()
                        .toList();
                assertThat(requests(answer)).as(trial::describe).isNotEqualTo(broken);
                return;
            }
        }
        throw new AssertionError("no world shows whether " + twin);
    }

    private static Optional<Relaxation> checkExplanation(Trial trial, Set<Found> expected) {
        CandidateExplanation why = ExplainCandidates.explain(trial.world(), trial.query());
        assertThat(why.hasCandidates()).as(trial::describe).isEqualTo(!expected.isEmpty());
        why.groups().forEach(group -> group.steps().steps().forEach(step -> assertThat(step.removed())
                .as("%s%n%s", trial.describe(), step)
                .isNotNegative()));
        Optional<Relaxation> smallest = expected.isEmpty()
                ? NaiveRelaxations.smallest(trial.query(), relaxed -> !trial.naive(relaxed).isEmpty())
                : Optional.empty();
        assertThat(why.relaxation()).as(trial::describe).isEqualTo(smallest);
        why.groups().forEach(group -> checkMisses(trial, group, expected));
        return why.relaxation();
    }

    private static void checkMisses(Trial trial, CandidateExplanation.OfGroup group, Set<Found> expected) {
        NaiveMisses naive = new NaiveMisses(trial.placement(), trial.query());
        boolean mayBeTrees = !naive.isPlain() && !group.group().hasSuffix() && group.group().resources().size() > 1;
        Map<Map<String, Long>, List<Miss>> told =
                group.misses().stream().collect(Collectors.groupingBy(Miss::resources));
        List<Miss> trees = mayBeTrees ? told.getOrDefault(group.group().resources(), List.of()) : List.of();
        if (mayBeTrees) {
            told.remove(group.group().resources());
        }
        trees.forEach(tree -> assertThat(tree.lacks())
                .as("%s%nwhat the tree lacks: %s", trial.describe(), tree)
                .isNotEmpty()
                .isEqualTo(trial.naive(Set.of()).unbrought(group.group(), tree.provider().uuid()).stream()
                        .map(set -> new Unmet(
                                "required", (set.size() > 1 ? "in:" : "") + String.join(",", new TreeSet<>(set))))
                        .toList()));
        told.forEach((resources, misses) -> {
            List<NaiveMisses.Miss> all = naive.of(group.group(), resources);
            assertThat(misses.stream().map(CandidateSearchPropertyTest::words).toList())
                    .as("%s%nwhat is told is what they lack", trial.describe())
                    .isSubsetOf(all.stream().map(it -> it.provider() + " " + it.lacks()).toList());
            assertThat(misses.stream().map(it -> it.lacks().size()).toList())
                    .as("%s%nthe nearest are told: %s of %s", trial.describe(), misses, all)
                    .isEqualTo(all.stream().limit(3).map(it -> it.lacks().size()).toList());
            assertThat(misses.stream().map(it -> it.lacks().stream().mapToDouble(Lack::shortfall).max().orElse(0)).toList())
                    .as("%s%nby how much they miss: %s of %s", trial.describe(), misses, all)
                    .isEqualTo(all.stream().limit(3).map(NaiveMisses.Miss::shortfall).toList());
        });
        if (group.group().hasSuffix()) {
            Set<UUID> serving = new TreeSet<>();
            expected.forEach(it -> serving.addAll(it.mappings().get(group.group().suffix())));
            assertThat(group.misses())
                    .as("%s%nwho serves a group does not miss it", trial.describe())
                    .noneMatch(miss -> serving.contains(miss.provider().uuid()));
        }
        boolean areMissesOfGroup = group.group().hasSuffix() && group.group().hasResources();
        if (areMissesOfGroup && told.isEmpty()) {
            assertThat(naive.of(group.group(), group.group().resources())).as(trial::describe).isEmpty();
        }
    }

    private static String words(Miss miss) {
        return miss.provider().uuid() + " "
                + miss.lacks().stream()
                        .map(lack -> switch (lack) {
                            case LackOfRoom it ->
                                "%s wanted %d free %d capacity %d portions %s".formatted(
                                        it.resourceClass(), it.wanted(), it.free(), it.capacity(), it.portions());
                            case Unmet it -> it.parameter() + " " + it.value();
                        })
                        .sorted()
                        .toList();
    }

    private static List<String> requests(JsonNode answer) {
        List<String> requests = new ArrayList<>();
        for (JsonNode request : answer.get("allocation_requests")) {
            StringBuilder mappings = new StringBuilder();
            if (request.has("mappings")) {
                Map<String, Set<String>> bySuffix = new TreeMap<>();
                request.get("mappings").properties().forEach(it -> {
                    Set<String> uuids = new TreeSet<>();
                    it.getValue().forEach(uuid -> assertThat(uuids.add(uuid.asString())).as("once: %s", request).isTrue());
                    bySuffix.put(it.getKey(), uuids);
                });
                mappings.append(bySuffix);
            }
            requests.add(allocations(request) + " " + mappings);
        }
        return requests.stream().sorted().toList();
    }

    private static Map<UUID, SortedMap<String, Long>> allocations(JsonNode request) {
        Map<UUID, SortedMap<String, Long>> allocations = new TreeMap<>();
        request.get("allocations").properties().forEach(each -> {
            SortedMap<String, Long> resources = new TreeMap<>();
            each.getValue().get("resources").properties().forEach(it -> resources.put(it.getKey(), it.getValue().asLong()));
            allocations.put(UUID.fromString(each.getKey()), resources);
        });
        return allocations;
    }

    private static String words(Found found, CandidateQuery query) {
        Map<String, Set<String>> mappings = new TreeMap<>();
        found.mappings().forEach((suffix, uuids) -> {
            Set<String> texts = new TreeSet<>();
            uuids.forEach(it -> texts.add(it.toString()));
            mappings.put(suffix, texts);
        });
        return found.allocations() + " " + (query.mayUseTree() ? mappings : "");
    }

    private static void checkSummaries(Trial trial, JsonNode answer) {
        List<Map<UUID, SortedMap<String, Long>>> allocations = new ArrayList<>();
        answer.get("allocation_requests").forEach(it -> allocations.add(allocations(it)));
        Map<String, Object> expected = new TreeMap<>();
        for (UUID uuid : trial.naive(Set.of()).summarised(allocations)) {
            Provider p = trial.placement().providers().stream().filter(it -> it.uuid().equals(uuid)).findFirst().orElseThrow();
            Map<String, Object> summary = new TreeMap<>();
            Map<String, Object> resources = new TreeMap<>();
            p.inventories().forEach((name, it) -> resources.put(name, Map.of(
                    "capacity", capacity(it), "used", trial.placement().used().get(uuid).getOrDefault(name, 0L))));
            summary.put("resources", resources);
            summary.put("traits", p.traits());
            if (trial.query().mayUseTree()) {
                summary.put("parent_provider_uuid", p.parent().map(Object::toString));
                summary.put("root_provider_uuid", p.root().toString());
            }
            expected.put(uuid.toString(), summary);
        }
        assertThat(traitsSorted(answer.get("provider_summaries")))
                .as(trial::describe)
                .isEqualTo(Json.read(Json.bytes(expected)));
    }

    /** The order of traits is nobody's promise. */
    private static JsonNode traitsSorted(JsonNode summaries) {
        JsonNode sorted = summaries.deepCopy();
        sorted.forEach(summary -> {
            TreeSet<String> traits = new TreeSet<>();
            summary.get("traits").forEach(it -> traits.add(it.asString()));
            ((ObjectNode) summary).set("traits", Json.tree(traits));
        });
        return sorted;
    }

    private static long capacity(Inventory it) {
        return (long) ((it.total() - it.reserved()) * it.allocationRatio());
    }
}

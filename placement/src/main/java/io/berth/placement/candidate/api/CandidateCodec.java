package io.berth.placement.candidate.api;

import io.berth.http.Call;
import io.berth.http.Microversion;
import io.berth.http.Query;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.filter.AggregatesCodec;
import io.berth.placement.filter.ResourcesCodec;
import io.berth.placement.filter.TraitFilter;
import io.berth.placement.filter.TraitsCodec;
import io.berth.placement.value.Uuids;
import io.berth.placement.wire.PlacementProblem;
import io.berth.placement.wire.Queries;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads what candidates are asked for, and refuses it in the order that clients see (contract placement §8.16): the form of
 * the query, what concerns all of it, each group, how they fit together.
 *
 * <p>1.29: a candidate may use several providers of one tree. Which parameters there are: {@link CandidateParameters}; how
 * they must fit together: {@link CandidateRules}.
 */
public final class CandidateCodec {
    private static final BigInteger INT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);

    private final Query query;
    private final Microversion version;
    private final CandidateParameters parameters;

    private CandidateCodec(Query query, Microversion version) {
        this.query = query;
        this.version = version;
        this.parameters = new CandidateParameters(version);
    }

    /** @throws PlacementProblem 400; 404 below 1.10, wherever the version is not asked for by the route */
    public static CandidateQuery read(Call call) {
        return new CandidateCodec(Queries.read(call), call.version()).read();
    }

    /** @throws PlacementProblem as above */
    static CandidateQuery read(Query query, Microversion version) {
        return new CandidateCodec(query, version).read();
    }

    private CandidateQuery read() {
        if (!version.isAtLeast(1, 10)) {
            throw PlacementProblem.notFound("There are no allocation candidates before version 1.10.");
        }
        parameters.check(query);
        Optional<Integer> limit = query.first(CandidateParameters.LIMIT).map(CandidateCodec::limit);
        TraitFilter rootTraits = rootTraits();
        List<Set<String>> subtrees = sameSubtrees();
        List<RequestGroup> groups = groups();
        Optional<String> policy = query.first(CandidateParameters.GROUP_POLICY);
        CandidateRules.check(groups, subtrees, policy, version);
        return new CandidateQuery(
                groups,
                limit,
                rootTraits,
                subtrees,
                policy.filter("isolate"::equals).isPresent(),
                version.isAtLeast(1, 29));
    }

    /** More than any answer can hold is no limit. */
    private static int limit(String value) {
        return new BigInteger(value.strip()).min(INT_MAX).intValueExact();
    }

    private TraitFilter rootTraits() {
        List<String> values = query.all(CandidateParameters.ROOT_REQUIRED);
        if (values.isEmpty()) {
            return TraitFilter.NONE;
        }
        if (values.size() > 1) {
            throw PlacementProblem.invalid(
                    PlacementProblem.DUPLICATE_KEY, "Query parameter 'root_required' may be specified only once.");
        }
        TraitFilter traits = TraitsCodec.readOfRoot(values.getFirst());
        Set<String> both = CandidateRules.contradictions(traits);
        if (!both.isEmpty()) {
            throw PlacementProblem.invalid(
                    PlacementProblem.BAD_VALUE,
                    "Conflicting required and forbidden traits found in root_required: " + String.join(", ", both));
        }
        return traits;
    }

    private List<Set<String>> sameSubtrees() {
        List<Set<String>> subtrees = new ArrayList<>();
        for (String value : query.all(CandidateParameters.SAME_SUBTREE)) {
            Set<String> suffixes = List.of(value.split(",", -1)).stream()
                    .map(String::strip)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (suffixes.contains("")) {
                throw PlacementProblem.invalid(
                        PlacementProblem.BAD_VALUE,
                        "Empty string (unsuffixed group) can not be specified in `same_subtree` ");
            }
            subtrees.add(suffixes);
        }
        return subtrees;
    }

    private List<RequestGroup> groups() {
        Map<String, RequestGroup> bySuffix = new LinkedHashMap<>();
        for (Query.Parameter each : query.parameters()) {
            parameters.groupKey(each.name()).ifPresent(key -> {
                RequestGroup group = bySuffix.getOrDefault(key.suffix(), RequestGroup.of(key.suffix()));
                bySuffix.put(key.suffix(), with(group, key, each));
            });
        }
        return List.copyOf(bySuffix.values());
    }

    private RequestGroup with(RequestGroup group, CandidateParameters.GroupKey key, Query.Parameter given) {
        return switch (key.parameter()) {
            case CandidateParameters.RESOURCES -> group.withResources(ResourcesCodec.read(given.value()));
            case CandidateParameters.REQUIRED -> group.withTraits(TraitsCodec.read(query.all(given.name()), version));
            case CandidateParameters.MEMBER_OF ->
                group.withAggregates(AggregatesCodec.read(query.all(given.name()), key.suffix(), version));
            case CandidateParameters.IN_TREE -> group.withTree(Optional.of(tree(given.value())));
            default -> group;
        };
    }

    private static Set<UUID> tree(String value) {
        String uuid = value.strip();
        if (Uuids.loose(uuid).isEmpty()) {
            throw Queries.invalid("Expected 'in_tree' parameter to be a format of uuid. Got: " + value);
        }
        return Uuids.asStored(uuid).map(Set::of).orElse(Set.of());
    }
}

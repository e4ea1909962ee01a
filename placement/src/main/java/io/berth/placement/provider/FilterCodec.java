package io.berth.placement.provider;

import io.berth.http.Call;
import io.berth.http.Microversion;
import io.berth.http.Query;
import io.berth.placement.value.PythonInt;
import io.berth.placement.value.Uuids;
import io.berth.placement.wire.PlacementProblem;
import io.berth.placement.wire.Queries;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The filters of the list of providers (contract placement §8.2).
 *
 * <ul>
 *   <li>1.0 name, uuid; 1.3 member_of; 1.4 resources; 1.14 in_tree; 1.18 required
 *   <li>1.22 required: {@code !T}; 1.39 {@code in:} and repetitions
 *   <li>1.24 member_of: repetitions; 1.32 {@code !} and {@code !in:}
 * </ul>
 */
final class FilterCodec {
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final Query query;
    private final Microversion version;
    private final List<Set<String>> anyTraits = new ArrayList<>();
    private final Set<String> forbiddenTraits = new LinkedHashSet<>();
    private final List<Set<String>> anyAggregates = new ArrayList<>();
    private final Set<String> forbiddenAggregates = new LinkedHashSet<>();

    private FilterCodec(Query query, Microversion version) {
        this.query = query;
        this.version = version;
    }

    static ProviderFilter read(Call call) {
        Set<String> known = new LinkedHashSet<>(List.of("name", "uuid"));
        addSince(call, known, 3, "member_of");
        addSince(call, known, 4, "resources");
        addSince(call, known, 14, "in_tree");
        addSince(call, known, 18, "required");
        return new FilterCodec(Queries.read(call, known), call.version()).filter();
    }

    private static void addSince(Call call, Set<String> known, int minor, String name) {
        if (call.version().isAtLeast(1, minor)) {
            known.add(name);
        }
    }

    private ProviderFilter filter() {
        Optional<Set<UUID>> uuid = strictUuid("uuid");
        Optional<Set<UUID>> tree = strictUuid("in_tree");
        readAggregates();
        readTraits();
        return new ProviderFilter(
                query.last("name").filter(name -> !name.isEmpty()),
                uuid,
                tree,
                anyTraits,
                forbiddenTraits,
                anyAggregates,
                forbiddenAggregates,
                query.last("resources").map(FilterCodec::resources).orElse(Map.of()));
    }

    /** The UUID if it is spelled as it is stored, nothing if it is not: then it names no provider. */
    private Optional<Set<UUID>> strictUuid(String name) {
        Optional<String> value = query.last(name);
        if (value.filter(text -> !Uuids.isStrict(text)).isPresent()) {
            throw Queries.invalid("'" + value.get() + "' is not a 'uuid'\n\nFailed validating 'format' in schema");
        }
        return value.map(text -> Uuids.asStored(text).map(Set::of).orElse(Set.of()));
    }

    private void readAggregates() {
        List<String> values = query.all("member_of");
        if (values.size() > 1 && !version.isAtLeast(1, 24)) {
            throw PlacementProblem.invalid("Multiple member_of parameters are not supported");
        }
        for (String value : values) {
            if (value.startsWith("!")) {
                forbiddenAggregates.addAll(aggregates(value.substring(1), value));
                if (!version.isAtLeast(1, 32)) {
                    throw PlacementProblem.invalid(
                            "Forbidden member_of parameters are not supported in the specified microversion");
                }
            } else {
                anyAggregates.add(aggregates(value, value));
            }
        }
    }

    private static Set<String> aggregates(String list, String value) {
        boolean isList = list.startsWith("in:");
        if (!isList && list.contains(",")) {
            throw PlacementProblem.invalid("Multiple values for 'member_of' must be prefixed with the 'in:' or '!in:'"
                    + " keyword using the valid microversion. Got: " + value);
        }
        Set<String> aggregates = new LinkedHashSet<>(
                isList ? List.of(list.substring("in:".length()).split(",", -1)) : List.of(list));
        aggregates.stream().filter(it -> Uuids.loose(it).isEmpty()).findFirst().ifPresent(wrong -> {
            throw Queries.invalid("Expected 'member_of' parameter to contain valid UUID(s). Got: " + wrong);
        });
        return aggregates;
    }

    private void readTraits() {
        List<String> values = query.all("required");
        for (String value : version.isAtLeast(1, 39) || values.isEmpty() ? values : List.of(values.getLast())) {
            if (value.startsWith("in:")) {
                anyTraits.add(anyOf(value));
            } else {
                traits(value).forEach(trait -> {
                    if (trait.startsWith("!")) {
                        forbiddenTraits.add(trait.replaceFirst("^!+", ""));
                    } else {
                        anyTraits.add(Set.of(trait));
                    }
                });
            }
        }
    }

    private Set<String> anyOf(String value) {
        if (!version.isAtLeast(1, 39)) {
            throw Queries.invalid("The format 'in:HW_CPU_X86_VMX,CUSTOM_MAGIC' only supported since microversion 1.39."
                    + " Got: " + value);
        }
        String form = "Expected 'required' parameter value of the form: in:HW_CPU_X86_VMX,CUSTOM_MAGIC.";
        List<String> traits = items(value.substring("in:".length()));
        if (traits.contains("")) {
            throw Queries.invalid(form + " Got an empty trait in: " + value);
        }
        if (traits.stream().anyMatch(trait -> trait.startsWith("!"))) {
            throw Queries.invalid("The format 'in:HW_CPU_X86_VMX,CUSTOM_MAGIC' does not support forbidden traits. Got: "
                    + value);
        }
        return new LinkedHashSet<>(traits);
    }

    private List<String> traits(String value) {
        boolean mayForbid = version.isAtLeast(1, 22);
        String form = "Expected 'required' parameter value of the form: HW_CPU_X86_VMX,"
                + (mayForbid ? "!" : "") + "CUSTOM_MAGIC.";
        List<String> traits = items(value);
        if (traits.stream().anyMatch(trait -> trait.replaceFirst("^!+", "").isEmpty())) {
            throw Queries.invalid(form + " Got an empty trait in: " + value);
        }
        if (!mayForbid && traits.stream().anyMatch(trait -> trait.startsWith("!"))) {
            throw Queries.invalid(form + " Got: " + value);
        }
        return traits;
    }

    private static List<String> items(String list) {
        return List.of(list.split(",", -1)).stream().map(String::strip).toList();
    }

    /** An amount beyond 64 bits stands for one that no inventory has. */
    static Map<String, Long> resources(String value) {
        if (value.isBlank()) {
            throw badlyFormed("empty string");
        }
        Map<String, Long> resources = new LinkedHashMap<>();
        for (String item : value.split(",", -1)) {
            String[] parts = item.split(":", -1);
            if (parts.length != 2) {
                throw badlyFormed(item);
            }
            BigInteger amount = PythonInt.parse(parts[1])
                    .orElseThrow(() -> PlacementProblem.invalid("Requested resource " + parts[0]
                            + " expected positive integer amount. Got: " + parts[1] + "."));
            if (amount.signum() < 1) {
                throw PlacementProblem.invalid(
                        "Requested resource " + parts[0] + " requires amount >= 1. Got: " + amount + ".");
            }
            resources.put(parts[0], amount.min(LONG_MAX).longValueExact());
        }
        return resources;
    }

    private static PlacementProblem badlyFormed(String got) {
        return PlacementProblem.invalid("Badly formed resources parameter. Expected resources query string parameter in"
                + " form: ?resources=VCPU:2,MEMORY_MB:1024. Got: " + got + ".");
    }
}

package io.berth.placement.provider;

import io.berth.http.Call;
import io.berth.http.Microversion;
import io.berth.http.Query;
import io.berth.placement.filter.AggregateFilter;
import io.berth.placement.filter.AggregatesCodec;
import io.berth.placement.filter.ResourcesCodec;
import io.berth.placement.filter.TraitFilter;
import io.berth.placement.filter.TraitsCodec;
import io.berth.placement.value.Uuids;
import io.berth.placement.wire.Queries;
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
 *   <li>what the values mean in which version: {@link TraitsCodec}, {@link AggregatesCodec}
 * </ul>
 */
final class FilterCodec {
    private final Query query;
    private final Microversion version;

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
        AggregateFilter aggregates = AggregatesCodec.read(query.all("member_of"), "", version);
        TraitFilter traits = TraitsCodec.read(query.all("required"), version);
        return new ProviderFilter(
                query.last("name").filter(name -> !name.isEmpty()),
                uuid,
                tree,
                traits.anyOf(),
                traits.forbidden(),
                aggregates.anyOf(),
                aggregates.forbidden(),
                query.last("resources").map(ResourcesCodec::read).orElse(Map.of()));
    }

    /** The UUID if it is spelled as it is stored, nothing if it is not: then it names no provider. */
    private Optional<Set<UUID>> strictUuid(String name) {
        Optional<String> value = query.last(name);
        if (value.filter(text -> !Uuids.isStrict(text)).isPresent()) {
            throw Queries.invalid("'" + value.get() + "' is not a 'uuid'\n\nFailed validating 'format' in schema");
        }
        return value.map(text -> Uuids.asStored(text).map(Set::of).orElse(Set.of()));
    }
}

package io.berth.placement.usage;

import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Query;
import io.berth.http.Response;
import io.berth.placement.Names;
import io.berth.placement.Provider;
import io.berth.placement.index.Node;
import io.berth.placement.usage.UsageStore.Usage;
import io.berth.placement.wire.LedgerAccess;
import io.berth.placement.wire.Queries;
import io.berth.placement.wire.Replies;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /usages} and {@code /resource_providers/{uuid}/usages} (contract placement §8.8, §8.15).
 *
 * <ul>
 *   <li>1.9 a project's sums
 *   <li>1.38 by consumer type, with how many consumers
 * </ul>
 */
public final class UsageEndpoints {
    private static final String ALL = "all";
    private static final String UNKNOWN = "unknown";
    private static final Pattern TYPE = Pattern.compile("[A-Z0-9_]+|all.*|unknown");

    private final LedgerAccess ledger;

    public UsageEndpoints(LedgerAccess ledger) {
        this.ledger = ledger;
    }

    public Response ofProvider(Call call) {
        Node node = ledger.nodeOrNotFound(call, ": ");
        Provider provider = node.provider();
        ObjectNode body = Json.object();
        body.put("resource_provider_generation", provider.generation());
        ObjectNode usages = body.putObject("usages");
        provider.inventories().keySet().forEach(name -> usages.put(name, node.usedOf(name)));
        return Replies.json(call, body, ledger.now());
    }

    public Response ofProject(Call call) {
        boolean hasTypes = call.version().isAtLeast(1, 38);
        Query query = Queries.read(
                call, hasTypes ? List.of("project_id", "user_id", "consumer_type") : List.of("project_id", "user_id"));
        String project = query.last("project_id")
                .orElseThrow(() -> Queries.invalid(
                        "'project_id' is a required property\n\nFailed validating 'required' in schema"));
        Queries.checkLength("project_id", project, Names.LENGTH_MAX);
        query.last("user_id").ifPresent(user -> Queries.checkLength("user_id", user, Names.LENGTH_MAX));
        Optional<String> type = query.last("consumer_type");
        type.ifPresent(UsageEndpoints::checkType);
        SortedMap<String, Usage> byType =
                ledger.read(handle -> UsageStore.byType(handle, project, query.last("user_id")));
        ObjectNode body = Json.object();
        ObjectNode usages = body.putObject("usages");
        if (hasTypes) {
            filtered(byType, type).forEach((name, usage) -> {
                ObjectNode entry = usages.putObject(name);
                usage.amounts().forEach(entry::put);
                entry.put("consumer_count", usage.consumers());
            });
        } else {
            byType.values().stream().reduce(Usage::plus).ifPresent(all -> all.amounts().forEach(usages::put));
        }
        return Replies.json(call, body, ledger.now());
    }

    private static void checkType(String type) {
        Queries.checkLength("consumer_type", type, Names.LENGTH_MAX);
        if (!TYPE.matcher(type).matches()) {
            throw Queries.invalid("'" + type + "' does not match '^[A-Z0-9_]+$|^all|^unknown$'\n\nFailed validating"
                    + " 'pattern' in schema['properties']['consumer_type']");
        }
    }

    /** What is to be shown under which name. */
    private static SortedMap<String, Usage> filtered(SortedMap<String, Usage> byType, Optional<String> type) {
        SortedMap<String, Usage> named = new TreeMap<>();
        if (type.filter(ALL::equals).isPresent()) {
            byType.values().stream().reduce(Usage::plus).ifPresent(all -> named.put(ALL, all));
            return named;
        }
        byType.forEach((name, usage) -> named.put(name.isEmpty() ? UNKNOWN : name, usage));
        type.ifPresent(wanted -> named.keySet().removeIf(name -> !name.equals(wanted)));
        return named;
    }
}

package io.berth.compute.api;

import io.berth.compute.ComputePolicy;
import io.berth.compute.flavor.Flavor;
import io.berth.compute.flavor.FlavorStore;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Policy;
import io.berth.http.Query;
import io.berth.http.Response;
import io.berth.store.Store;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Flavors: a handful, the same for everyone (contract nova-external-events §8.7), and those of a project's reservations of instances. */
final class FlavorHandlers {
    private final Store store;
    private final Policy policy;

    FlavorHandlers(Store store, Policy policy) {
        this.store = store;
        this.policy = policy;
    }

    Response list(Call call) {
        return page(call, "/flavors", false);
    }

    Response detail(Call call) {
        return page(call, "/flavors/detail", true);
    }

    Response show(Call call) {
        ObjectNode body = Json.object();
        body.set("flavor", FlavorCodec.full(call, flavor(call)));
        return Response.json(200, body);
    }

    Response extraSpecs(Call call) {
        ObjectNode body = Json.object();
        body.set("extra_specs", Json.tree(flavor(call).extraSpecs()));
        return Response.json(200, body);
    }

    Response access(Call call) {
        if (!policy.allows(ComputePolicy.FLAVOR_ACCESS, call.caller())) {
            throw ServerHandlers.forbidden(ComputePolicy.FLAVOR_ACCESS);
        }
        Flavor flavor = flavor(call);
        String project = flavor.reserved()
                .map(Flavor.Reserved::projectId)
                .orElseThrow(() -> new HttpProblem(404, "Access list not available for public flavors."));
        ObjectNode body = Json.object();
        body.putArray("flavor_access").addObject().put("flavor_id", flavor.id()).put("tenant_id", project);
        return Response.json(200, body);
    }

    private Flavor flavor(Call call) {
        String id = call.parameter("id");
        return store.database()
                .read(handle -> FlavorStore.flavor(handle, id))
                .filter(flavor -> isVisible(call, flavor))
                .orElseThrow(() -> new HttpProblem(404, "Flavor " + id + " could not be found."));
    }

    private boolean isVisible(Call call, Flavor flavor) {
        return flavor.isVisibleTo(call.caller().projectId().orElse(""))
                || policy.allows(ComputePolicy.ALL_PROJECTS, call.caller());
    }

    /** Everyone sees the common ones and their own project's; who sees all projects may ask for all, or for those of reservations. */
    private Predicate<Flavor> listed(Call call) {
        boolean seesAll = policy.allows(ComputePolicy.ALL_PROJECTS, call.caller());
        String wanted = call.request().parameters().last("is_public").orElse("").toLowerCase(Locale.ROOT);
        if (!seesAll || wanted.isEmpty()) {
            return flavor -> flavor.isVisibleTo(call.caller().projectId().orElse(""));
        }
        return switch (wanted) {
            case "none" -> flavor -> true;
            case "false", "0", "f", "no", "n", "off" -> flavor -> !flavor.isPublic();
            default -> Flavor::isPublic;
        };
    }

    private Response page(Call call, String path, boolean isFull) {
        Query query = call.request().parameters();
        int minRam = PageQuery.number(query, "minRam").orElse(0);
        int minDisk = PageQuery.number(query, "minDisk").orElse(0);
        int limit = PageQuery.limit(query);
        List<Flavor> all = store.database().read(FlavorStore::flavors).stream()
                .filter(listed(call))
                .filter(flavor -> flavor.ramMb() >= minRam && flavor.diskGb() >= minDisk)
                .toList();
        List<Flavor> page = all.stream().skip(position(all, query)).limit(limit).toList();
        ObjectNode body = Json.object();
        ArrayNode flavors = body.putArray("flavors");
        page.forEach(flavor ->
                flavors.add(isFull ? FlavorCodec.full(call, flavor) : FlavorCodec.brief(call, flavor)));
        if (!page.isEmpty() && page.size() == limit) {
            body.set("flavors_links", Links.next(call, path, page.getLast().id()));
        }
        return Response.json(200, body);
    }

    private static int position(List<Flavor> flavors, Query query) {
        return query.last("marker")
                .map(marker -> IntStream.range(0, flavors.size())
                        .filter(i -> flavors.get(i).id().equals(marker))
                        .findFirst()
                        .orElseThrow(() -> new HttpProblem(400, "marker [" + marker + "] not found"))
                        + 1)
                .orElse(0);
    }
}

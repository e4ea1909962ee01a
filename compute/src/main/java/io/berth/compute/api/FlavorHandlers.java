package io.berth.compute.api;

import io.berth.compute.flavor.Flavor;
import io.berth.compute.flavor.FlavorStore;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Query;
import io.berth.http.Response;
import io.berth.store.Store;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Flavors: a handful, the same for everyone (contract nova-external-events §8.7). */
final class FlavorHandlers {
    private final Store store;

    FlavorHandlers(Store store) {
        this.store = store;
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
        flavor(call);
        ObjectNode body = Json.object();
        body.putObject("extra_specs");
        return Response.json(200, body);
    }

    private Flavor flavor(Call call) {
        String id = call.parameter("id");
        return store.database()
                .read(handle -> FlavorStore.flavor(handle, id))
                .orElseThrow(() -> new HttpProblem(404, "Flavor " + id + " could not be found."));
    }

    private Response page(Call call, String path, boolean isFull) {
        Query query = call.request().parameters();
        int minRam = PageQuery.number(query, "minRam").orElse(0);
        int minDisk = PageQuery.number(query, "minDisk").orElse(0);
        int limit = PageQuery.limit(query);
        List<Flavor> all = store.database().read(FlavorStore::flavors).stream()
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

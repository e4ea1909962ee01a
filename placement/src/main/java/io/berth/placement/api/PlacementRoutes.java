package io.berth.placement.api;

import static io.berth.placement.wire.Gate.ACCEPT;
import static io.berth.placement.wire.Gate.CONTENT_TYPE;
import static io.berth.placement.wire.Gate.CONTENT_TYPE_BELOW_7;
import static io.berth.placement.wire.Gate.POLICY;
import static io.berth.placement.wire.Gate.VERSION;
import static io.berth.placement.wire.Gate.VERSION_OR_405;

import io.berth.http.Execution;
import io.berth.http.Route;
import io.berth.http.RouteTable;
import io.berth.placement.aggregate.AggregateEndpoints;
import io.berth.placement.allocation.AllocationEndpoints;
import io.berth.placement.candidate.api.CandidateEndpoints;
import io.berth.placement.inventory.InventoryEndpoints;
import io.berth.placement.provider.ProviderEndpoints;
import io.berth.placement.reshape.ReshapeEndpoints;
import io.berth.placement.resourceclass.ResourceClassEndpoints;
import io.berth.placement.trait.ProviderTraitEndpoints;
import io.berth.placement.trait.TraitEndpoints;
import io.berth.placement.usage.UsageEndpoints;
import io.berth.placement.wire.Gate;
import io.berth.placement.wire.Gates;
import io.berth.placement.wire.LedgerAccess;
import io.berth.placement.wire.Line;
import java.util.ArrayList;
import java.util.List;

/** All of placement's URLs. The order of the methods of one path is that of its {@code Allow} header (contract placement §1). */
final class PlacementRoutes {
    private static final String ROOT_RULE = Route.OPEN;

    private PlacementRoutes() {}

    private static List<Line> lines(LedgerAccess ledger, PlacementOptions options) {
        RootEndpoint root = new RootEndpoint(ledger);
        ResourceClassEndpoints classes = new ResourceClassEndpoints(ledger);
        ProviderEndpoints providers = new ProviderEndpoints(ledger);
        InventoryEndpoints inventories = new InventoryEndpoints(ledger);
        UsageEndpoints usages = new UsageEndpoints(ledger);
        AggregateEndpoints aggregates = new AggregateEndpoints(ledger);
        AllocationEndpoints allocations = new AllocationEndpoints(ledger, options.incompleteConsumer());
        ProviderTraitEndpoints providerTraits = new ProviderTraitEndpoints(ledger);
        TraitEndpoints traits = new TraitEndpoints(ledger);
        CandidateEndpoints candidates = new CandidateEndpoints(ledger, options.candidates());
        ReshapeEndpoints reshaper = new ReshapeEndpoints(ledger);

        String one = "/resource_providers/{uuid}";
        String inv = one + "/inventories";
        String cls = "/resource_classes/{name}";
        String con = "/allocations/{consumer_uuid}";
        String rp = "placement:resource_providers:";
        String rc = "placement:resource_classes:";
        String tr = "placement:traits:";
        String al = "placement:allocations:";

        return List.of(
                line("GET", "", 0, List.of(), ROOT_RULE, root::show, "The versions").fromMemory(),
                line("GET", "/", 0, List.of(), ROOT_RULE, root::show, "The versions").fromMemory(),
                line("GET", "/resource_classes", 2, List.of(VERSION, ACCEPT, POLICY), rc + "list", classes::list, "List resource classes"),
                line("POST", "/resource_classes", 2, List.of(VERSION, CONTENT_TYPE, POLICY), rc + "create", classes::add, "Add a custom resource class"),
                line("GET", cls, 2, List.of(VERSION, ACCEPT, POLICY), rc + "show", classes::show, "Show a resource class"),
                line("PUT", cls, 2, List.of(VERSION, CONTENT_TYPE_BELOW_7, POLICY), rc + "update", classes::put, "Rename a resource class; from 1.7 on make sure that it exists"),
                line("DELETE", cls, 2, List.of(VERSION, POLICY), rc + "delete", classes::remove, "Remove a custom resource class"),
                line("GET", "/resource_providers", 0, List.of(ACCEPT, POLICY), rp + "list", providers::list, "Find providers"),
                line("POST", "/resource_providers", 0, List.of(CONTENT_TYPE, POLICY), rp + "create", providers::create, "Create a provider"),
                line("GET", one, 0, List.of(ACCEPT, POLICY), rp + "show", providers::show, "Show a provider"),
                line("DELETE", one, 0, List.of(POLICY), rp + "delete", providers::delete, "Delete a provider"),
                line("PUT", one, 0, List.of(CONTENT_TYPE, POLICY), rp + "update", providers::update, "Rename or move a provider"),
                line("GET", inv, 0, List.of(ACCEPT, POLICY), rp + "inventories:list", inventories::list, "List a provider's inventories"),
                line("POST", inv, 0, List.of(CONTENT_TYPE, POLICY), rp + "inventories:create", inventories::add, "Add an inventory"),
                line("PUT", inv, 0, List.of(CONTENT_TYPE, POLICY), rp + "inventories:update", inventories::replaceAll, "Replace all inventories"),
                line("DELETE", inv, 5, List.of(VERSION_OR_405, POLICY), rp + "inventories:delete", inventories::removeAll, "Remove all inventories"),
                line("GET", inv + "/{resource_class}", 0, List.of(ACCEPT, POLICY), rp + "inventories:show", inventories::show, "Show an inventory"),
                line("PUT", inv + "/{resource_class}", 0, List.of(CONTENT_TYPE, POLICY), rp + "inventories:update", inventories::replace, "Replace an inventory"),
                line("DELETE", inv + "/{resource_class}", 0, List.of(POLICY), rp + "inventories:delete", inventories::remove, "Remove an inventory"),
                line("GET", one + "/usages", 0, List.of(ACCEPT, POLICY), rp + "usages", usages::ofProvider, "Show what is used of a provider"),
                line("GET", one + "/aggregates", 1, List.of(ACCEPT, VERSION, POLICY), rp + "aggregates:list", aggregates::list, "List a provider's aggregates"),
                line("PUT", one + "/aggregates", 1, List.of(CONTENT_TYPE, VERSION, POLICY), rp + "aggregates:update", aggregates::replace, "Replace a provider's aggregates"),
                line("GET", one + "/allocations", 0, List.of(ACCEPT, POLICY), rp + "allocations:list", allocations::ofProvider, "List who uses a provider"),
                line("GET", one + "/traits", 6, List.of(VERSION, ACCEPT, POLICY), rp + "traits:list", providerTraits::list, "List a provider's traits"),
                line("PUT", one + "/traits", 6, List.of(VERSION, CONTENT_TYPE, POLICY), rp + "traits:update", providerTraits::replace, "Replace a provider's traits"),
                line("DELETE", one + "/traits", 6, List.of(VERSION, POLICY), rp + "traits:delete", providerTraits::remove, "Remove a provider's traits"),
                line("GET", "/traits", 6, List.of(VERSION, ACCEPT, POLICY), tr + "list", traits::list, "List traits"),
                line("GET", "/traits/{name}", 6, List.of(VERSION, POLICY), tr + "show", traits::show, "Tell whether a trait exists"),
                line("PUT", "/traits/{name}", 6, List.of(VERSION, POLICY), tr + "update", traits::add, "Make sure that a custom trait exists"),
                line("DELETE", "/traits/{name}", 6, List.of(VERSION, POLICY), tr + "delete", traits::remove, "Remove a custom trait"),
                line("POST", "/allocations", 13, List.of(VERSION, CONTENT_TYPE, POLICY), al + "manage", allocations::replaceMany, "Replace what several consumers have"),
                line("GET", con, 0, List.of(ACCEPT, POLICY), al + "list", allocations::show, "Show what a consumer has").fromMemory(),
                line("PUT", con, 0, List.of(VERSION, CONTENT_TYPE, POLICY), al + "update", allocations::replace, "Replace what a consumer has"),
                line("DELETE", con, 0, List.of(POLICY), al + "delete", allocations::delete, "Take away all that a consumer has"),
                line("GET", "/allocation_candidates", 10, List.of(VERSION, ACCEPT, POLICY), "placement:allocation_candidates:list", candidates::list, "Find where resources could be allocated").fromMemory(),
                line("GET", "/usages", 9, List.of(VERSION, ACCEPT, POLICY), "placement:usages", usages::ofProject, "Sum up what a project uses"),
                line("POST", "/reshaper", 30, List.of(VERSION, CONTENT_TYPE, POLICY), "placement:reshaper:reshape", reshaper::reshape, "Move inventories and allocations between providers at once"));
    }

    private static Line line(
            String method, String path, int since, List<Gate> gates, String rule, Route.Handler handler, String summary) {
        return new Line(method, path, since, gates, rule, Execution.DB, handler, summary);
    }

    static RouteTable table(LedgerAccess ledger, PlacementOptions options, Gates gates) {
        List<Route> routes = new ArrayList<>();
        for (Line line : lines(ledger, options)) {
            routes.add(new Route(
                    line.method(),
                    line.path(),
                    line.rule(),
                    line.execution(),
                    call -> gates.pass(line, call),
                    line.summary()));
        }
        return new RouteTable(routes);
    }
}

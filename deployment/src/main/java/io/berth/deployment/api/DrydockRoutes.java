package io.berth.deployment.api;

import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.deployment.DeploymentOptions;
import io.berth.deployment.action.Machines;
import io.berth.deployment.boot.BootData;
import io.berth.deployment.reference.Designs;
import io.berth.deployment.validation.rule.PlatformOffer;
import io.berth.http.Api;
import io.berth.http.Authenticator;
import io.berth.http.Json;
import io.berth.http.Policy;
import io.berth.http.Response;
import io.berth.http.Route;
import io.berth.http.RouteTable;
import io.berth.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All that Drydock's API serves (contract drydock §4), under the paths of the seed as well as the real service's. */
public final class DrydockRoutes {
    private DrydockRoutes() {}

    /**
     * What the API works with.
     *
     * @param offer what images and kernels there are, for validation
     * @param baseUrl Berth's own URL without a path, for links
     */
    public record Parts(
            Store store,
            Clock clock,
            Ids ids,
            Authenticator authenticator,
            Policy policy,
            Designs designs,
            Machines machines,
            BootData bootData,
            Supplier<PlatformOffer> offer,
            Supplier<String> baseUrl,
            DeploymentOptions options) {}

    public static Api api(Parts parts) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(tasks(new TaskHandlers(parts.store(), parts.clock(), parts.ids(), parts.policy(), parts.baseUrl())));
        routes.addAll(nodes(
                new NodeHandlers(parts.store(), new PowerStates(parts.designs(), parts.machines(), parts.options())),
                new DesignHandlers(parts.designs(), parts.offer(), parts.clock())));
        routes.addAll(boot(new BootHandlers(parts.store(), parts.clock(), parts.bootData(), parts.authenticator())));
        routes.addAll(health(new HealthHandlers(parts.store())));
        routes.addAll(designs());
        return new DrydockApi("deployment", DrydockApi.PREFIX, new RouteTable(routes), parts.authenticator(), parts.policy());
    }

    /** {@code /versions}, outside of every version. */
    public static Api versions(Authenticator authenticator, Policy policy) {
        var versions = Json.object();
        versions.putObject("v1.0").put("path", DrydockApi.PREFIX).put("status", "stable");
        RouteTable routes = new RouteTable(List.of(Route.index(
                "GET", "/versions", Route.OPEN, call -> Response.json(200, versions), "Versions of the deployment API")));
        return new DrydockApi("deployment-versions", "", routes, authenticator, policy);
    }

    private static List<Route> tasks(TaskHandlers tasks) {
        return List.of(
                Route.db("GET", "/tasks", DeploymentPolicy.READ_TASK, tasks::list, "All tasks and their steps"),
                Route.db("POST", "/tasks", DeploymentPolicy.CREATE_TASK, tasks::create, "Ask for deployment work"),
                Route.db("DELETE", "/tasks", DeploymentPolicy.DELETE_TASKS, tasks::purge, "Forget finished tasks of old"),
                Route.db("GET", "/tasks/{task_id}", DeploymentPolicy.READ_TASK, tasks::show, "A task, with its layers"),
                Route.db(
                        "GET", "/tasks/{task_id}/builddata", DeploymentPolicy.READ_BUILD_DATA, tasks::buildData,
                        "What a task found out"));
    }

    private static List<Route> nodes(NodeHandlers nodes, DesignHandlers designs) {
        return List.of(
                Route.slow("GET", "/nodes", DeploymentPolicy.READ_DATA, nodes::list, "The machines and their power"),
                Route.db(
                        "GET", "/nodes/{hostname}/builddata", DeploymentPolicy.READ_BUILD_DATA, nodes::buildData,
                        "What was found out about a machine"),
                Route.slow("POST", "/nodefilter", DeploymentPolicy.READ_DATA, designs::filter, "The nodes that a filter selects"),
                Route.slow(
                        "POST", "/validatedesign", DeploymentPolicy.VALIDATE_SITE_DESIGN, designs::validate,
                        "What the rules say about a design"));
    }

    private static List<Route> boot(BootHandlers boot) {
        return List.of(
                Route.slow("GET", "/bootdata/{hostname}/units", Route.OPEN, boot::units, "A booting node's units"),
                Route.slow("GET", "/bootdata/{hostname}/files", Route.OPEN, boot::files, "A booting node's files"),
                Route.slow("GET", "/bootactions/nodes/{hostname}/units", Route.OPEN, boot::units, "A booting node's units"),
                Route.slow("GET", "/bootactions/nodes/{hostname}/files", Route.OPEN, boot::files, "A booting node's files"),
                Route.db("POST", "/bootaction/{action_id}", Route.OPEN, boot::report, "A node reports on a boot action"),
                Route.db("POST", "/bootactions/{action_id}", Route.OPEN, boot::report, "A node reports on a boot action"));
    }

    private static List<Route> health(HealthHandlers health) {
        return List.of(
                Route.db("GET", "/health", Route.OPEN, health::brief, "Whether deployment works"),
                Route.db("GET", "/health/extended", DeploymentPolicy.HEALTH_DATA, health::extended, "What does not work"));
    }

    private static List<Route> designs() {
        return List.of(
                gone("GET", "/designs", DeploymentPolicy.READ_DATA),
                gone("POST", "/designs", DeploymentPolicy.INGEST_DATA),
                gone("GET", "/designs/{design_id}", DeploymentPolicy.READ_DATA),
                gone("GET", "/designs/{design_id}/parts", DeploymentPolicy.INGEST_DATA),
                gone("POST", "/designs/{design_id}/parts", DeploymentPolicy.INGEST_DATA),
                gone("GET", "/designs/{design_id}/parts/{kind}", DeploymentPolicy.READ_DATA),
                gone("GET", "/designs/{design_id}/parts/{kind}/{name}", DeploymentPolicy.READ_DATA));
    }

    private static Route gone(String method, String path, String rule) {
        return Route.db(method, path, rule, DesignHandlers::gone, "Removed: answers 410");
    }
}

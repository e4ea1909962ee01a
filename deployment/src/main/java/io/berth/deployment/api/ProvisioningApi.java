package io.berth.deployment.api;

import io.berth.base.Characters;
import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Refusal;
import io.berth.deployment.DeploymentChange.BuildDataCollected;
import io.berth.deployment.DeploymentChange.NetworkBooted;
import io.berth.deployment.DeploymentChange.PhonedHome;
import io.berth.deployment.boot.BootContext;
import io.berth.deployment.boot.BootData;
import io.berth.deployment.boot.BootRefusal;
import io.berth.deployment.boot.BootStore;
import io.berth.deployment.boot.NetbootScript;
import io.berth.deployment.boot.ReportBootAction;
import io.berth.deployment.node.BuildData;
import io.berth.deployment.node.MacAddress;
import io.berth.deployment.node.NodeStore;
import io.berth.http.Api;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.PlainApi;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.http.Route;
import io.berth.http.RouteTable;
import io.berth.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Berth itself offers to machines that boot: their boot script by hardware address, and where they report what they
 * found out and that they are installed. Machines prove themselves with their deployment's key.
 */
public final class ProvisioningApi {
    public static final String PREFIX = "/berth/v1";

    /** How many findings one deployment may report. */
    static final int BUILD_DATA_MAX = 200;

    /** How much of an installation's error is kept. */
    private static final int ERROR_LENGTH_MAX = 2_000;

    private static final int NAME_LENGTH_MAX = 256;

    private final Store store;
    private final Clock clock;
    private final BootData bootData;
    private final NetbootScript scripts;

    private ProvisioningApi(Store store, Clock clock, BootData bootData, NetbootScript scripts) {
        this.store = store;
        this.clock = clock;
        this.bootData = bootData;
        this.scripts = scripts;
    }

    public static Api api(Store store, Clock clock, BootData bootData, NetbootScript scripts) {
        ProvisioningApi machines = new ProvisioningApi(store, clock, bootData, scripts);
        return new PlainApi("provisioning", PREFIX, new RouteTable(List.of(
                Route.db("GET", "/netboot/{mac}", Route.OPEN, machines::netboot, "The iPXE script of a machine"),
                Route.slow("GET", "/nodes/{hostname}/userdata", Route.OPEN, machines::userData, "cloud-init user data of a node"),
                Route.db("POST", "/nodes/{hostname}/builddata", Route.OPEN, machines::buildData, "A node reports a finding"),
                Route.db("POST", "/nodes/{hostname}/phonehome", Route.OPEN, machines::phoneHome, "A node says that it is installed"))));
    }

    private Response netboot(Call call) {
        String mac = MacAddress.canonical(call.parameter("mac"))
                .orElseThrow(() -> new HttpProblem(400, "not a hardware address: " + call.parameter("mac")));
        Optional<BootContext> awaited = store.database().read(handle -> BootStore.awaitedAt(handle, mac));
        awaited.filter(context -> context.netbootedAt().isEmpty())
                .ifPresent(context -> store.write(List.of(new NetworkBooted(context.nodeName(), clock.now()))));
        return Response.text(200, awaited.map(scripts::install).orElseGet(NetbootScript::localDisk));
    }

    private Response userData(Call call) {
        return switch (context(call)) {
            case Decision.Refused<BootContext> no -> refused(no.refusal());
            case Decision.Accepted<BootContext> yes -> switch (bootData.userData(yes.reply())) {
                case BootData.Made.Failed failed -> refused(failed.why());
                case BootData.Made.Bytes bytes -> Response.text(200, new String(bytes.bytes(), StandardCharsets.UTF_8));
            };
        };
    }

    private Response buildData(Call call) {
        return report(call, body -> (context, count) -> {
            if (count >= BUILD_DATA_MAX) {
                return Decision.refuse(new BootRefusal.TooMuch("findings of this deployment", BUILD_DATA_MAX));
            }
            BuildData data = new BuildData(
                    context.nodeName(),
                    context.task(),
                    name(body, "generator"),
                    name(body, "data_format"),
                    required(body, "data_element"),
                    clock.now());
            return Decision.accept(List.of(new BuildDataCollected(data)), context);
        });
    }

    private Response phoneHome(Call call) {
        return report(call, body -> (context, count) -> {
            String status = required(body, "status");
            Optional<String> error = switch (status) {
                case "deployed" -> Optional.empty();
                case "failed" -> Optional.of(shortened(
                        Bodies.text(body, "message").orElse("The installation failed; the node does not say why.")));
                default -> throw new HttpProblem(400, "status is deployed or failed");
            };
            return Decision.accept(List.of(new PhonedHome(context.nodeName(), clock.now(), error)), context);
        });
    }

    private interface Judge {
        Decision<BootContext> decide(BootContext context, int findings);
    }

    /** @param findings how many the deployment has reported */
    private record View(Decision<BootContext> context, int findings) {}

    private Response report(Call call, Function<JsonNode, Judge> judgeOf) {
        Decision<BootContext> known = context(call);
        if (known instanceof Decision.Refused<BootContext> no) {
            return refused(no.refusal());
        }
        Judge judge = judgeOf.apply(Bodies.object(call.request()));
        Decision<BootContext> decision = store.decide(
                tx -> view(tx, call),
                view -> switch (view.context()) {
                    case Decision.Refused<BootContext> no -> no;
                    case Decision.Accepted<BootContext> yes -> judge.decide(yes.reply(), view.findings());
                });
        return decision.fold(
                context -> Response.json(200, Json.object().put("hostname", context.nodeName())),
                ProvisioningApi::refused);
    }

    private static View view(Handle tx, Call call) {
        Optional<BootContext> context = BootStore.ofNode(tx, hostname(call));
        return new View(
                known(call.request(), hostname(call), context),
                context.map(it -> NodeStore.countBuildData(tx, it.task())).orElse(0));
    }

    /** The deployment of the node that asks, if its key is right. */
    private Decision<BootContext> context(Call call) {
        String hostname = hostname(call);
        return known(call.request(), hostname, store.database().read(handle -> BootStore.ofNode(handle, hostname)));
    }

    /** A NUL is in no name, and in no text of the database. */
    private static String hostname(Call call) {
        return call.parameter("hostname").replace('\0', ' ');
    }

    private static Decision<BootContext> known(Request request, String hostname, Optional<BootContext> context) {
        if (context.isEmpty()) {
            return Decision.refuse(new BootRefusal.UnknownNode(hostname));
        }
        return ReportBootAction.refusal(context.get().key(), BootHandlers.key(request))
                .<Decision<BootContext>>map(Decision::refuse)
                .orElseGet(() -> Decision.accept(List.of(), context.get()));
    }

    private static String required(JsonNode body, String field) {
        return Bodies.text(body, field).orElseThrow(() -> new HttpProblem(400, field + " is required"));
    }

    private static String name(JsonNode body, String field) {
        String name = required(body, field).replace('\0', ' ');
        if (name.isBlank() || Characters.count(name) > NAME_LENGTH_MAX) {
            throw new HttpProblem(400, field + " has 1 to " + NAME_LENGTH_MAX + " characters");
        }
        return name;
    }

    private static String shortened(String text) {
        return text.replace('\0', ' ').substring(0, Math.min(text.length(), ERROR_LENGTH_MAX));
    }

    private static Response refused(Refusal refusal) {
        int status = switch ((BootRefusal) refusal) {
            case BootRefusal.UnknownNode it -> 404;
            case BootRefusal.UnknownAction it -> 404;
            case BootRefusal.NoKey it -> 401;
            case BootRefusal.WrongKey it -> 403;
            case BootRefusal.BadReport it -> 400;
            case BootRefusal.Finalized it -> 409;
            case BootRefusal.TooMuch it -> 413;
            case BootRefusal.NotRendered it -> 502;
        };
        ObjectNode body = Json.object();
        body.putObject("error").put("code", status).put("message", refusal.message());
        Response response = Response.json(status, body);
        return status == 401 ? response.with("WWW-Authenticate", "Bootaction-Key") : response;
    }
}

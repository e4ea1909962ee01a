package io.berth.deployment.api;

import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.deployment.DeploymentChange.TasksPurged;
import io.berth.deployment.node.BuildData;
import io.berth.deployment.node.NodeStore;
import io.berth.deployment.task.ActionName;
import io.berth.deployment.task.CreateTask;
import io.berth.deployment.task.Task;
import io.berth.deployment.task.TaskOrigin;
import io.berth.deployment.task.TaskRefusal;
import io.berth.deployment.task.TaskStore;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Idempotency;
import io.berth.http.Json;
import io.berth.http.Policy;
import io.berth.http.Query;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code tasks} (contract drydock §4.4–4.8). */
final class TaskHandlers {
    private static final int DAYS_KEPT = 90;
    private static final int DAYS_MAX = 36_500;
    private static final Pattern UUID_4 =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private final Store store;
    private final Idempotency keys;
    private final Clock clock;
    private final Ids ids;
    private final Policy policy;
    private final Supplier<String> baseUrl;

    TaskHandlers(Store store, Clock clock, Ids ids, Policy policy, Supplier<String> baseUrl) {
        this.store = store;
        this.keys = new Idempotency(store.answers());
        this.clock = clock;
        this.ids = ids;
        this.policy = policy;
        this.baseUrl = baseUrl;
    }

    Response list(Call call) {
        TaskTree tree = store.database().read(TaskTree::all);
        TaskCodec codec = codec();
        ArrayNode list = Json.array();
        tree.tasks().forEach(task -> list.add(codec.task(task, tree.stepsOf(task), tree.messagesOf(task))));
        return Response.json(200, list);
    }

    Response create(Call call) {
        JsonNode body = Bodies.object(call.request());
        String asked = body.path("action").isNull() || body.path("action").isMissingNode()
                ? "None"
                : body.path("action").asString("None");
        ActionName.askedFor(asked).ifPresent(action -> {
            if (!policy.allows(DeploymentPolicy.ofAction(action), call.caller())) {
                throw new HttpProblem(403, "Forbidden");
            }
        });
        JsonNode filter = body.path("node_filter");
        boolean hasFilter = !filter.isMissingNode() && !filter.isNull();
        if (hasFilter && !filter.isObject()) {
            return Errors.service(400, new TaskRefusal.FilterNotAnObject().message());
        }
        CreateTask.Asked wanted = new CreateTask.Asked(
                Optional.of(asked),
                Bodies.text(body, "design_ref"),
                hasFilter ? Optional.of(filter) : Optional.empty(),
                origin(call));
        UUID id = ids.uuid();
        return keys.serve(
                call,
                new Idempotency.Answers<Task>(
                        task -> Response.json(201, codec().created(task))
                                .with("Location", call.request().origin() + DrydockApi.PREFIX + "/tasks/" + task.id()),
                        refusal -> Errors.service(400, refusal.message())),
                receipt -> store.decide(tx -> wanted, it -> receipt.on(CreateTask.decide(it, clock.now(), id))));
    }

    private static TaskOrigin origin(Call call) {
        Request request = call.request();
        return new TaskOrigin(
                Optional.of(call.caller().userName()),
                Optional.of(call.caller().userId()),
                call.caller().projectId(),
                Optional.of(request.requestId()),
                Optional.empty(),
                request.headers().first("X-Context-Marker").filter(marker -> UUID_4.matcher(marker).matches()),
                request.headers().first("X-End-User"));
    }

    Response show(Call call) {
        String id = call.parameter("task_id");
        Query query = call.request().parameters();
        boolean withBuildData = flag(query, "builddata");
        boolean withErrors = flag(query, "subtaskerrors");
        int layers = layers(query);
        Optional<UUID> uuid = uuid(id);
        Optional<Task> task = uuid.flatMap(it -> store.database().read(handle -> TaskStore.withId(handle, it)));
        if (task.isEmpty()) {
            return Errors.service(404, "Task " + id + " does not exist");
        }
        TaskTree tree = store.database().read(handle -> TaskTree.of(handle, task.get(), withBuildData));
        return Response.json(200, new TaskAnswer(codec(), tree, withBuildData).answer(task.get(), layers, withErrors));
    }

    /** Words for true and false as the real service takes them (contract drydock §4.6). */
    private static boolean flag(Query query, String name) {
        return query.first(name)
                .map(text -> switch (text) {
                    case "true", "True", "t", "yes", "y", "1", "on" -> true;
                    case "false", "False", "f", "no", "n", "0", "off" -> false;
                    default -> throw new HttpProblem(400, "Query parameter " + name + " must be true or false");
                })
                .orElse(false);
    }

    /** 0 for a plain answer; not a number counts as absent, and negatives other than -1 as 1. */
    private static int layers(Query query) {
        try {
            int layers = query.first("layers").map(Integer::parseInt).orElse(0);
            return layers < -1 ? 1 : layers;
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    Response buildData(Call call) {
        List<BuildData> items = uuid(call.parameter("task_id"))
                .map(id -> store.database().read(handle -> NodeStore.buildDataOfTasks(handle, List.of(id))))
                .orElse(List.of());
        return items.isEmpty()
                ? Response.empty(404).with("Content-Type", "application/json")
                : Response.json(200, TaskCodec.buildData(items));
    }

    Response purge(Call call) {
        store.write(List.of(new TasksPurged(clock.now().minus(Duration.ofDays(days(call.request().parameters()))))));
        return Response.of(
                200, "application/json", "Tables purged successfully.".getBytes(StandardCharsets.UTF_8));
    }

    private static int days(Query query) {
        try {
            int days = query.first("days").map(Integer::parseInt).orElse(DAYS_KEPT);
            return Math.clamp(days, 0, DAYS_MAX);
        } catch (NumberFormatException notANumber) {
            return DAYS_KEPT;
        }
    }

    private TaskCodec codec() {
        return new TaskCodec(baseUrl.get());
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }
}

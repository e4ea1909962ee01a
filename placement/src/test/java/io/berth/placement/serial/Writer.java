package io.berth.placement.serial;

import io.berth.http.Json;
import io.berth.placement.serial.SerialModel.Claim;
import io.berth.placement.serial.SerialModel.Consumer;
import io.berth.placement.serial.SerialModel.Delete;
import io.berth.placement.serial.SerialModel.Operation;
import io.berth.placement.serial.SerialModel.Provider;
import io.berth.placement.serial.SerialModel.Reshape;
import io.berth.placement.serial.SerialModel.SetTotal;
import io.berth.placement.serial.SerialModel.Verdict;
import io.berth.placement.serial.SerialModel.Wanted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client of one replica, in the words of the model. */
final class Writer {
    static final String CLASS = "VCPU";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient client;
    private final URI base;

    /** @param base with the mount prefix */
    Writer(HttpClient client, URI base) {
        this.client = client;
        this.base = base;
    }

    SerialOrder.Call call(Operation operation) {
        long asked = System.nanoTime();
        HttpResponse<String> answer = switch (operation) {
            case SetTotal it -> send("PUT", "/resource_providers/" + it.provider() + "/inventories", inventories(it));
            case Claim it when it.consumers().size() == 1 ->
                send("PUT", "/allocations/" + it.consumers().firstKey(), body(it.consumers().get(it.consumers().firstKey())));
            case Claim it -> send("POST", "/allocations", claim(it));
            case Delete it -> send("DELETE", "/allocations/" + it.consumer(), Json.object());
            case Reshape it -> send("POST", "/reshaper", reshape(it));
        };
        long answered = System.nanoTime();
        Optional<Long> generation = operation instanceof SetTotal && answer.statusCode() == 200
                ? Optional.of(json(answer).path("resource_provider_generation").asLong())
                : Optional.empty();
        return new SerialOrder.Call(operation, verdict(answer), generation, asked, answered);
    }

    private static Verdict verdict(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 200, 204 -> Verdict.DONE;
            case 404 -> Verdict.ABSENT;
            case 409 -> conflict(answer.body());
            default -> throw new AssertionError(answer + " " + answer.body());
        };
    }

    private static Verdict conflict(String body) {
        for (Map.Entry<String, Verdict> each : Map.of(
                        "consumer generation conflict", Verdict.CONSUMER_CONFLICT,
                        "resource provider generation conflict", Verdict.PROVIDER_CONFLICT,
                        "exceed the capacity", Verdict.FULL,
                        "Another thread", Verdict.LOST_RACE)
                .entrySet()) {
            if (body.contains(each.getKey())) {
                return each.getValue();
            }
        }
        throw new AssertionError("a conflict of no known kind: " + body);
    }

    Provider provider(String uuid) {
        JsonNode body = json(send("GET", "/resource_providers/" + uuid + "/inventories", Json.object()));
        return new Provider(
                body.path("resource_provider_generation").asLong(), body.path("inventories").path(CLASS).path("total").asLong());
    }

    Optional<Consumer> consumer(String id) {
        JsonNode body = json(send("GET", "/allocations/" + id, Json.object()));
        SortedMap<String, Long> uses = new TreeMap<>();
        body.path("allocations").properties().forEach(it ->
                uses.put(it.getKey(), it.getValue().path("resources").path(CLASS).asLong()));
        return uses.isEmpty() ? Optional.empty() : Optional.of(new Consumer(body.path("consumer_generation").asLong(), uses));
    }

    void createProvider(String uuid) {
        HttpResponse<String> answer = send("POST", "/resource_providers", Json.object().put("name", uuid).put("uuid", uuid));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    private static ObjectNode inventories(SetTotal wanted) {
        ObjectNode body = Json.object().put("resource_provider_generation", wanted.generation());
        body.putObject("inventories").putObject(CLASS).put("total", wanted.total());
        return body;
    }

    private static ObjectNode body(Wanted wanted) {
        ObjectNode body = Json.object().put("project_id", "project").put("user_id", "user").put("consumer_type", "SERVER");
        wanted.generation().ifPresentOrElse(it -> body.put("consumer_generation", it), () -> body.putNull("consumer_generation"));
        ObjectNode allocations = body.putObject("allocations");
        wanted.amounts().forEach((provider, amount) -> allocations.putObject(provider).putObject("resources").put(CLASS, amount));
        return body;
    }

    private static ObjectNode claim(Claim wanted) {
        ObjectNode body = Json.object();
        wanted.consumers().forEach((id, each) -> body.set(id, body(each)));
        return body;
    }

    private static ObjectNode reshape(Reshape wanted) {
        ObjectNode body = Json.object();
        ObjectNode inventories = body.putObject("inventories");
        wanted.inventories().forEach((uuid, each) -> inventories.set(uuid, inventories(each)));
        body.set("allocations", claim(wanted.claim()));
        return body;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(String method, String path, ObjectNode body) {
        boolean hasBody = method.startsWith("P");
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LIMIT)
                .header("X-Auth-Token", "nova")
                .header("X-Roles", "admin,service")
                .header("OpenStack-API-Version", "placement 1.39")
                .header("Content-Type", "application/json")
                .method(method, hasBody ? BodyPublishers.ofString(body.toString()) : BodyPublishers.noBody())
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}

package io.berth.server.demo;

import io.berth.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The simulated site comes to life: its design is checked, its machines are found and enrolled. */
final class SiteChapter {
    private static final String RUNNING_TASK_ENDS = "the task is complete";

    private final Teller teller;
    private final People people;
    private final URI design;
    private final URI site;

    SiteChapter(Teller teller, People people, URI design, URI site) {
        this.teller = teller;
        this.people = people;
        this.design = design;
        this.site = site;
    }

    Chapters.Machines enrol() {
        return enrol(people.admin());
    }

    private Chapters.Machines enrol(User admin) {
        validate(admin);
        prepare(admin);
        List<String> names = enrolAsHosts(admin);
        showFaces(admin, names);
        return new Chapters.Machines(names, names.stream().filter(SiteChapter::isStorage).toList());
    }

    /** How many hosts there are in the end. */
    int enrolIfNone() {
        User admin = people.admin();
        if (hosts(admin) == 0) {
            enrol(admin);
        }
        return hosts(admin);
    }

    private static int hosts(User admin) {
        return admin.get("/reservation/v1/os-hosts", 200).json().path("hosts").size();
    }

    private static boolean isStorage(String name) {
        return name.contains("-sto");
    }

    private void validate(User admin) {
        teller.step("The site's design is checked before anything is touched");
        JsonNode report = admin.post("/api/v1.0/validatedesign", Map.of("href", design.toString()), 200).json();
        teller.say("%s: %d messages, %d errors".formatted(
                report.path("message").asString(),
                report.at("/details/messageList").size(),
                report.at("/details/errorCount").asInt()));
    }

    private void prepare(User admin) {
        teller.step("The machines are found through their BMCs (Redfish) and entered in the ledger");
        JsonNode task = admin.post(
                "/api/v1.0/tasks", Map.of("action", "prepare_nodes", "design_ref", design.toString()), 201).json();
        JsonNode ended = awaitTask(admin, task.path("task_id").asString());
        String status = ended.at("/result/status").asString();
        if (!status.equals("success")) {
            throw new StoryFailed(teller.current() + ": the task ended with " + status + ": " + ended);
        }
        teller.say("%d machines prepared, %d subtasks".formatted(
                ended.at("/result/successes").size(), ended.path("subtask_id_list").size()));
    }

    static JsonNode awaitTask(User user, String taskId) {
        return user.await("/api/v1.0/tasks/" + taskId, RUNNING_TASK_ENDS,
                task -> List.of("complete", "terminated").contains(task.path("status").asString()));
    }

    /** Hosts are for leases. Servers of those who lease nothing need a place too: of each rack, one machine stays out. */
    private static boolean isForServers(String name) {
        return name.endsWith("-ctl02");
    }

    /** @return the names of all machines */
    private List<String> enrolAsHosts(User admin) {
        teller.step("The machines are enrolled as hosts that can be leased, but for one of each rack");
        List<String> names = new ArrayList<>();
        for (JsonNode node : admin.get("/api/v1.0/nodes", 200).json()) {
            names.add(node.path("hostname").asString());
        }
        names.sort(String::compareTo);
        for (String name : names) {
            if (isForServers(name)) {
                teller.say(name + " is not: servers of those who lease nothing land there");
                continue;
            }
            Map<String, String> host = Map.of(
                    "name", name,
                    "rack", name.contains("-r01-") ? "rack-r01" : "rack-r02",
                    "role", isStorage(name) ? "storage" : "control");
            admin.post("/reservation/v1/os-hosts", host, 201);
        }
        return names;
    }

    private void showFaces(User admin, List<String> names) {
        teller.step("One machine, three faces: provider, host, node");
        int count = names.size();
        long leasable = names.stream().filter(name -> !isForServers(name)).count();
        int providers = admin.get("/placement/resource_providers", 200).json().path("resource_providers").size();
        int hosts = hosts(admin);
        JsonNode nodes = admin.get("/api/v1.0/nodes", 200).json();
        if (providers != count || hosts != leasable || nodes.size() != count) {
            throw new StoryFailed(teller.current() + ": " + providers + " providers, " + hosts + " hosts and "
                    + nodes.size() + " nodes for " + count + " machines");
        }
        JsonNode first = nodes.path(0);
        teller.say("%d providers and nodes, %d of them hosts; %s has %d CPUs, %d MB, is %s and powered %s".formatted(
                count,
                leasable,
                first.path("hostname").asString(),
                first.path("cpu_count").asInt(),
                first.path("memory").asInt(),
                first.path("status_name").asString(),
                first.path("power_state").asString()));
    }

    /** Plants the fault that the story needs: this machine's boot action will fail. */
    void breakBootActionsOf(String machine) {
        teller.say("(the simulated site is told: the boot action of " + machine + " shall fail)");
        HttpRequest request = HttpRequest.newBuilder(URI.create(site + "/machines/" + machine + "/faults"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(Map.of("boot_action_failure", "disk bay 3 is empty"))))
                .build();
        try {
            HttpResponse<String> answer = people.http().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new StoryFailed(teller.current() + ": the simulated site refused the fault: " + answer.body());
            }
        } catch (IOException failure) {
            throw new StoryFailed(teller.current() + ": the simulated site does not answer: " + failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new StoryFailed(teller.current() + ": interrupted");
        }
    }
}

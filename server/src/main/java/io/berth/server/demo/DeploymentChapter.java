package io.berth.server.demo;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The leased hosts are deployed; what one of them reports as failed is explained to the lease's owner. */
final class DeploymentChapter {
    private final Teller teller;
    private final People people;

    DeploymentChapter(Teller teller, People people) {
        this.teller = teller;
        this.people = people;
    }

    void deployed(Chapters.Leased leased) {
        User admin = people.admin();
        String task = deployTask(admin, leased);
        watch(admin, task);
        buildData(admin, leased.hosts());
        explain(leased, task);
    }

    private String deployTask(User admin, Chapters.Leased leased) {
        teller.step("The same transaction asked for a deployment: the hosts boot from the network");
        JsonNode tasks = admin.await("/api/v1.0/tasks", "there is a deploy_nodes task",
                list -> !deployTaskOf(list, leased.hosts()).isEmpty());
        String id = deployTaskOf(tasks, leased.hosts());
        teller.say("task " + id + " deploys " + String.join(", ", leased.hosts()));
        return id;
    }

    /** The id of the top-level deployment of exactly these hosts; empty where there is none. */
    private static String deployTaskOf(JsonNode tasks, List<String> hosts) {
        for (JsonNode task : tasks) {
            String filter = task.path("node_filter").toString();
            boolean isTop = task.path("parent_task_id").isNull() && task.path("action").asString().equals("deploy_nodes");
            if (isTop && hosts.stream().allMatch(filter::contains)) {
                return task.path("task_id").asString();
            }
        }
        return "";
    }

    private void watch(User admin, String task) {
        teller.step("They fetch their boot data, run their boot actions, and report");
        JsonNode ended = SiteChapter.awaitTask(admin, task);
        JsonNode result = ended.path("result");
        teller.say("%s: succeeded %s, failed %s".formatted(
                result.path("status").asString(), result.path("successes"), result.path("failures")));
        if (!result.path("status").asString().equals("partial_success") || result.path("failures").size() != 1) {
            throw new StoryFailed(teller.current() + ": the task should have partly succeeded: " + ended);
        }
        JsonNode tree = admin.get("/api/v1.0/tasks/" + task + "?layers=-1&subtaskerrors=true", 200).json();
        for (JsonNode error : tree.path("subtask_errors")) {
            for (JsonNode message : error.at("/details/messageList")) {
                if (message.path("error").asBoolean() && message.path("context_type").asString().equals("bootaction")) {
                    teller.say("a boot action says: " + message.path("message").asString());
                }
            }
        }
    }

    private void buildData(User admin, List<String> hosts) {
        JsonNode data = admin.get("/api/v1.0/nodes/" + hosts.getLast() + "/builddata?latest=true", 200).json();
        for (JsonNode item : data) {
            teller.say("build data of %s: %s, %s, %d characters".formatted(
                    item.path("node_name").asString(),
                    item.path("generator").asString(),
                    item.path("data_format").asString(),
                    item.path("data_element").asString().length()));
        }
    }

    private void explain(Chapters.Leased leased, String task) {
        teller.step("The lease's owner reads why, in a message that names the cause and nothing that is not theirs");
        User demo = people.demo();
        JsonNode messages = demo.get(
                        "/volume/v3/" + demo.projectId() + "/messages",
                        Map.of("OpenStack-API-Version", "volume 3.5"),
                        200)
                .json()
                .path("messages");
        for (JsonNode message : messages) {
            boolean isAboutTask = message.path("resource_uuid").asString().equals(task);
            if (isAboutTask && message.path("request_id").asString().equals(leased.requestId())) {
                teller.say("%s: %s".formatted(message.path("event_id").asString(), message.path("user_message").asString()));
                return;
            }
        }
        throw new StoryFailed(teller.current() + ": no message ties request " + leased.requestId() + " to task " + task
                + ": " + messages);
    }
}

package io.berth.server.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A server is placed on a leased host and waits for its network; Neutron's event reaches the host, and it runs. */
final class ServerChapter {
    private static final String SERVERS = "/compute/v2.1/servers";

    private final Teller teller;
    private final People people;

    ServerChapter(Teller teller, People people) {
        this.teller = teller;
        this.people = people;
    }

    void serverWithEvents(Chapters.Leased leased) {
        teller.step("A server is placed on one of the leased hosts and waits for its network port");
        User demo = people.demo();
        String port = UUID.randomUUID().toString();
        Map<String, Object> server = new HashMap<>();
        server.put("name", "first-server");
        server.put("imageRef", "");
        server.put("flavorRef", flavor(demo));
        server.put("networks", List.of(Map.of("port", port)));
        String id = demo.post(
                        SERVERS,
                        Map.of("server", server, "os:scheduler_hints", Map.of("reservation", leased.reservationId())),
                        202)
                .json()
                .at("/server/id")
                .asString();
        demo.await(SERVERS + "/" + id, "the server has a host",
                answer -> !answer.at("/server/hostId").asString().isEmpty());
        events(demo, id, port);
    }

    private static String flavor(User user) {
        return user.get("/compute/v2.1/flavors", 200).json().at("/flavors/0/id").asString();
    }

    private void events(User demo, String server, String port) {
        teller.step("Neutron tells what happened; each event is judged alone, and the good one reaches the host");
        List<Map<String, String>> events = new ArrayList<>();
        events.add(Map.of("name", "network-vif-plugged", "server_uuid", server, "tag", port, "status", "completed"));
        events.add(Map.of("name", "network-changed", "server_uuid", UUID.randomUUID().toString()));
        String homeless = serverWithoutHost(demo);
        events.add(Map.of("name", "network-changed", "server_uuid", homeless));
        JsonNode judged = people.neutron()
                .post("/compute/v2.1/os-server-external-events", Map.of("events", events), 207)
                .json()
                .path("events");
        List<Integer> codes = new ArrayList<>();
        judged.forEach(event -> codes.add(event.path("code").asInt()));
        teller.say("codes " + codes + ": delivered, no such server, no host yet");
        if (!codes.equals(List.of(200, 404, 422))) {
            throw new StoryFailed(teller.current() + ": the events were judged " + judged);
        }
        JsonNode running = demo.await(SERVERS + "/" + server, "the server is ACTIVE",
                answer -> answer.at("/server/status").asString().equals("ACTIVE"));
        teller.say("server " + server + " is " + running.at("/server/status").asString());
    }

    /** A server that no host has room for: it has an owner and no host. */
    private String serverWithoutHost(User demo) {
        Map<String, Object> server = new HashMap<>();
        server.put("name", "nowhere");
        server.put("imageRef", "");
        server.put("flavorRef", flavor(demo));
        server.put("networks", List.of());
        return demo.post(
                        SERVERS,
                        Map.of("server", server, "os:scheduler_hints",
                                Map.of("reservation", UUID.randomUUID().toString())),
                        202)
                .json()
                .at("/server/id")
                .asString();
    }
}

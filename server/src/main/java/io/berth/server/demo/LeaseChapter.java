package io.berth.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A user leases hosts: is refused with reasons, is served, prolongs, and gives them back early. */
final class LeaseChapter {
    static final int HOSTS = 3;

    private static final String LEASES = "/reservation/v1/leases";
    private static final String STORAGE = "[\"==\", \"$role\", \"storage\"]";
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final Teller teller;
    private final People people;
    private final Chapters.Machines machines;

    LeaseChapter(Teller teller, People people, Chapters.Machines machines) {
        this.teller = teller;
        this.people = people;
        this.machines = machines;
    }

    private static Map<String, Object> lease(String name, int hosts, String properties, String start, String end) {
        Map<String, Object> lease = new HashMap<>();
        lease.put("name", name);
        lease.put("start_date", start);
        lease.put("end_date", end);
        lease.put("before_end_date", null);
        lease.put("events", List.of());
        lease.put("reservations", List.of(Map.of(
                "resource_type", "physical:host",
                "min", hosts,
                "max", hosts,
                "hypervisor_properties", "",
                "resource_properties", properties)));
        return lease;
    }

    private Instant now(User user) {
        return Instant.parse(user.get("/berth/v1/clock", 200).json().path("now").asString());
    }

    private static String in(Instant now, Duration later) {
        return MINUTES.format(now.plus(later));
    }

    void refuseWhatCannotBe() {
        teller.step("A user asks for more storage hosts than there are, and is told why not");
        User demo = people.demo();
        int tooMany = machines.storage().size() + 1;
        Answer refusal = demo.post(LEASES, lease("too-many", tooMany, STORAGE, "now", in(now(demo), Duration.ofDays(1))), 409);
        teller.say(refusal.json().path("error_message").asString());
    }

    Chapters.Leased lease() {
        teller.step("The user leases " + HOSTS + " storage hosts for a day, starting now");
        User demo = people.demo();
        Answer created = demo.post(LEASES, lease("first-light", HOSTS, STORAGE, "now", in(now(demo), Duration.ofDays(1))), 201);
        JsonNode lease = created.json().path("lease");
        String id = lease.path("id").asString();
        String reservation = lease.at("/reservations/0/id").asString();
        teller.say("lease %s is %s, until %s".formatted(id, lease.path("status").asString(), lease.path("end_date").asString()));
        awaitStatus(demo, id, "ACTIVE");
        List<String> hosts = claims(reservation);
        String requestId = created.headers().firstValue("X-Openstack-Request-Id").orElse("");
        return new Chapters.Leased(id, reservation, requestId, hosts);
    }

    private static JsonNode awaitStatus(User user, String lease, String status) {
        return user.await(LEASES + "/" + lease, "the lease is " + status,
                answer -> answer.at("/lease/status").asString().equals(status));
    }

    /** The names of the hosts on which the reservation holds its claims. */
    private List<String> claims(String reservation) {
        teller.step("The lease has started: its booking became claims in the ledger, in one transaction");
        User admin = people.admin();
        JsonNode allocations = admin.get("/placement/allocations/" + reservation, 200).json().path("allocations");
        if (allocations.size() != HOSTS) {
            throw new StoryFailed(teller.current() + ": claims on " + allocations.size() + " hosts: " + allocations);
        }
        List<String> names = new ArrayList<>();
        for (String provider : allocations.propertyNames()) {
            String name = admin.get("/placement/resource_providers/" + provider, 200).json().path("name").asString();
            teller.say(name + " holds " + allocations.path(provider).path("resources"));
            names.add(name);
        }
        names.sort(String::compareTo);
        return names;
    }

    void prolongAndEnd(Chapters.Leased leased) {
        teller.step("The lease is prolonged; somebody else who wants one of its hosts meanwhile is refused");
        User demo = people.demo();
        demo.put(LEASES + "/" + leased.leaseId(), Map.of("end_date", in(now(demo), Duration.ofDays(3))), 200);
        String oneOfThem = "[\"==\", \"$hypervisor_hostname\", \"" + leased.hosts().getFirst() + "\"]";
        Answer refusal = demo.post(LEASES, lease("overlapping", 1, oneOfThem, "now", in(now(demo), Duration.ofHours(2))), 409);
        teller.say(refusal.json().path("error_message").asString());
        end(leased);
        freed(leased, oneOfThem);
    }

    private void end(Chapters.Leased leased) {
        teller.step("Two days pass (the clock is moved), and the user ends the lease early");
        people.admin().put("/berth/v1/clock", Map.of("advance", "P2D"), 200);
        User demo = people.demo();
        demo.put(LEASES + "/" + leased.leaseId(), Map.of("end_date", "now"), 200);
        JsonNode ended = awaitStatus(demo, leased.leaseId(), "TERMINATED");
        for (JsonNode event : ended.at("/lease/events")) {
            teller.say("%-17s %s".formatted(event.path("event_type").asString(), event.path("status").asString()));
            if (!event.path("status").asString().equals("DONE")) {
                throw new StoryFailed(teller.current() + ": an event did not fire: " + event);
            }
        }
    }

    private void freed(Chapters.Leased leased, String oneOfThem) {
        teller.step("The claims are gone; after cleaning, the hosts are free for the next one");
        JsonNode allocations = people.admin().get("/placement/allocations/" + leased.reservationId(), 200).json();
        if (!allocations.path("allocations").isEmpty()) {
            throw new StoryFailed(teller.current() + ": claims were left behind: " + allocations);
        }
        User demo = people.demo();
        Answer refusal = demo.post(LEASES, lease("too-soon", 1, oneOfThem, "now", in(now(demo), Duration.ofHours(2))), 409);
        teller.say(refusal.json().path("error_message").asString());
        people.admin().put("/berth/v1/clock", Map.of("advance", "PT1H"), 200);
        User later = people.demo();
        Answer served = later.post(LEASES, lease("second-light", 1, oneOfThem, "now", in(now(later), Duration.ofHours(2))), 201);
        String id = served.json().at("/lease/id").asString();
        awaitStatus(later, id, "ACTIVE");
        teller.say(leased.hosts().getFirst() + " is leased again");
    }
}

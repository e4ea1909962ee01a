package io.berth.bench.workload;

import io.berth.bench.client.Endpoint;
import io.berth.bench.target.Target;
import io.berth.bench.world.BusyCalendarWorld;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Berth's reservation API, and leases for it. */
final class Reservations {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private Reservations() {}

    /** As one of the world's projects. */
    static Endpoint endpoint(Target target, int project) {
        return target.placement().under("/reservation/v1").with("X-Auth-Token", "bench:" + BusyCalendarWorld.PROJECT + project);
    }

    /** The body of a POST of a lease of so many hosts. */
    static String lease(Instant start, Instant end, int hosts, String resourceProperties) {
        return """
                {"name":"%s","start_date":"%s","end_date":"%s","events":[],"reservations":[{"resource_type":"physical:host",\
                "min":%d,"max":%d,"hypervisor_properties":"","resource_properties":"%s"}]}"""
                .formatted(UUID.randomUUID(), MINUTE.format(start), MINUTE.format(end), hosts, hosts, resourceProperties);
    }
}

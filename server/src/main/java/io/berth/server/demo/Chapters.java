package io.berth.server.demo;

import java.util.List;

/** What one chapter of the story hands to the next. */
final class Chapters {
    private Chapters() {}

    /** The names of all machines, and of those with storage hardware. */
    record Machines(List<String> all, List<String> storage) {}

    record Leased(String leaseId, String reservationId, String requestId, List<String> hosts) {}
}

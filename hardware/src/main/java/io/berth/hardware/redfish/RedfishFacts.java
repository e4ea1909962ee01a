package io.berth.hardware.redfish;

import io.berth.hardware.PowerState;
import io.berth.hardware.SystemFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Collects a system's facts from it and from the collections that it links to. */
final class RedfishFacts {

    /** Members read of one collection; a system with more interfaces or controllers than this is read in part. */
    static final int MEMBERS_MAX = 64;

    private final RedfishSession session;

    RedfishFacts(RedfishSession session) {
        this.session = session;
    }

    SystemFacts read() throws RedfishFailure {
        JsonNode system = session.readSystem();
        JsonNode processors = system.path("ProcessorSummary");
        return new SystemFacts(
                PowerState.ofWireName(system.path("PowerState").asString("")),
                RedfishSession.bootOf(system),
                system.path("Manufacturer").asString(""),
                system.path("Model").asString(""),
                system.path("SerialNumber").asString(""),
                system.path("UUID").asString(""),
                processors.path("Count").asInt(0),
                processors.path("LogicalProcessorCount").asInt(0),
                system.path("MemorySummary").path("TotalSystemMemoryGiB").asDouble(0),
                macAddresses(system),
                storageBytes(system));
    }

    private List<String> macAddresses(JsonNode system) throws RedfishFailure {
        List<String> addresses = new ArrayList<>();
        for (JsonNode nic : members(system.path("EthernetInterfaces"))) {
            String address = nic.path("MACAddress").asString("");
            if (!address.isEmpty()) {
                addresses.add(address.toLowerCase(Locale.ROOT));
            }
        }
        return addresses;
    }

    private long storageBytes(JsonNode system) throws RedfishFailure {
        long bytes = 0;
        for (JsonNode controller : members(system.path("SimpleStorage"))) {
            for (JsonNode device : controller.path("Devices")) {
                bytes += device.path("CapacityBytes").asLong(0);
            }
        }
        return bytes;
    }

    private List<JsonNode> members(JsonNode link) throws RedfishFailure {
        String path = link.path("@odata.id").asString("");
        List<JsonNode> members = new ArrayList<>();
        if (path.isEmpty()) {
            return members;
        }
        for (JsonNode member : session.read(path).path("Members")) {
            if (members.size() == MEMBERS_MAX) {
                break;
            }
            members.add(session.read(member.path("@odata.id").asString("")));
        }
        return members;
    }
}

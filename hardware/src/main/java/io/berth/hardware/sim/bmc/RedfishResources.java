package io.berth.hardware.sim.bmc;

import io.berth.hardware.sim.machine.Chassis;
import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.hardware.sim.machine.ResetType;
import java.util.List;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of the resources that the controller shows. */
final class RedfishResources {

    static final String ROOT = "/redfish/v1";
    static final String SYSTEMS = ROOT + "/Systems";
    static final String SYSTEM = SYSTEMS + "/System.Embedded.1";
    static final String RESET = SYSTEM + "/Actions/ComputerSystem.Reset";
    static final String INTERFACES = SYSTEM + "/EthernetInterfaces";
    static final String STORAGE = SYSTEM + "/SimpleStorage";
    static final String MANAGERS = ROOT + "/Managers";
    static final String MANAGER = MANAGERS + "/BMC";
    static final String SESSION_SERVICE = ROOT + "/SessionService";
    static final String SESSIONS = SESSION_SERVICE + "/Sessions";

    static final List<String> BOOT_TARGETS = List.of("None", "Pxe", "Hdd", "Cd", "BiosSetup");
    static final List<String> BOOT_ENABLED = List.of("Disabled", "Once", "Continuous");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long GIB = 1L << 30;

    private final MachineSpec spec;

    private final BooleanSupplier isCritical;

    /** @param isCritical whether the system's health is */
    RedfishResources(MachineSpec spec, BooleanSupplier isCritical) {
        this.spec = spec;
        this.isCritical = isCritical;
    }

    ObjectNode versions() {
        return JSON.createObjectNode().put("v1", ROOT + "/");
    }

    ObjectNode root() {
        ObjectNode root = resource(ROOT + "/", "#ServiceRoot.v1_15_0.ServiceRoot", "RootService", "Root Service");
        root.put("RedfishVersion", "1.17.0").put("UUID", spec.uuid().toString());
        link(root, "Systems", SYSTEMS);
        link(root, "Managers", MANAGERS);
        link(root, "SessionService", SESSION_SERVICE);
        link(root.putObject("Links"), "Sessions", SESSIONS);
        return root;
    }

    ObjectNode systems() {
        return collection(SYSTEMS, "ComputerSystem", "Computer System Collection", List.of(SYSTEM));
    }

    ObjectNode system(Chassis.View state) {
        ObjectNode system = resource(SYSTEM, "#ComputerSystem.v1_20_0.ComputerSystem", "System.Embedded.1", "System");
        system.put("SystemType", "Physical").put("HostName", spec.name()).put("UUID", spec.uuid().toString());
        system.put("Manufacturer", spec.manufacturer()).put("Model", spec.model());
        system.put("SerialNumber", spec.serialNumber());
        system.put("PowerState", state.power().wireName());
        system.set("Status", isCritical.getAsBoolean() ? health().put("Health", "Critical") : health());
        ObjectNode boot = system.putObject("Boot");
        boot.put("BootSourceOverrideEnabled", state.override().enabled());
        boot.put("BootSourceOverrideTarget", state.override().target());
        boot.put("BootSourceOverrideMode", "UEFI");
        fill(boot.putArray("BootSourceOverrideTarget@Redfish.AllowableValues"), BOOT_TARGETS);
        system.putObject("ProcessorSummary")
                .put("Count", spec.sockets())
                .put("CoreCount", Math.max(1, spec.vcpus() / 2))
                .put("LogicalProcessorCount", spec.vcpus());
        system.putObject("MemorySummary").put("TotalSystemMemoryGiB", spec.memoryMib() / 1024.0);
        link(system, "EthernetInterfaces", INTERFACES);
        link(system, "SimpleStorage", STORAGE);
        ObjectNode reset = system.putObject("Actions").putObject("#ComputerSystem.Reset");
        reset.put("target", RESET);
        fill(reset.putArray("ResetType@Redfish.AllowableValues"),
                List.of(ResetType.values()).stream().map(ResetType::wireName).toList());
        system.putObject("Links").putArray("ManagedBy").addObject().put("@odata.id", MANAGER);
        return system;
    }

    ObjectNode interfaces() {
        return collection(INTERFACES, "EthernetInterface", "Ethernet Interface Collection", List.of(INTERFACES + "/NIC.1"));
    }

    ObjectNode networkInterface() {
        ObjectNode nic = resource(
                INTERFACES + "/NIC.1", "#EthernetInterface.v1_9_0.EthernetInterface", "NIC.1", "Boot interface");
        nic.put("MACAddress", spec.bootMac()).put("PermanentMACAddress", spec.bootMac()).put("LinkStatus", "LinkUp");
        nic.set("Status", health());
        return nic;
    }

    ObjectNode storages() {
        return collection(STORAGE, "SimpleStorage", "Simple Storage Collection", List.of(STORAGE + "/1"));
    }

    ObjectNode storage() {
        ObjectNode storage = resource(STORAGE + "/1", "#SimpleStorage.v1_3_1.SimpleStorage", "1", "Boot storage");
        storage.putArray("Devices").addObject()
                .put("Name", "Disk 1").put("CapacityBytes", spec.diskGib() * GIB).set("Status", health());
        storage.set("Status", health());
        return storage;
    }

    ObjectNode managers() {
        return collection(MANAGERS, "Manager", "Manager Collection", List.of(MANAGER));
    }

    ObjectNode manager() {
        ObjectNode manager = resource(MANAGER, "#Manager.v1_19_0.Manager", "BMC", "Manager");
        manager.put("ManagerType", "BMC").put("FirmwareVersion", "7.10.30.00");
        manager.set("Status", health());
        manager.putObject("Links").putArray("ManagerForServers").addObject().put("@odata.id", SYSTEM);
        return manager;
    }

    ObjectNode sessionService() {
        ObjectNode service = resource(
                SESSION_SERVICE, "#SessionService.v1_1_9.SessionService", "SessionService", "Session Service");
        service.put("ServiceEnabled", true);
        link(service, "Sessions", SESSIONS);
        return service;
    }

    ObjectNode sessions(List<RedfishSessions.Session> open) {
        return collection(SESSIONS, "Session", "Session Collection",
                open.stream().map(session -> SESSIONS + "/" + session.id()).toList());
    }

    ObjectNode session(RedfishSessions.Session session) {
        return resource(SESSIONS + "/" + session.id(), "#Session.v1_7_0.Session", session.id(), "User Session")
                .put("UserName", session.userName());
    }

    private static ObjectNode resource(String path, String type, String id, String name) {
        return JSON.createObjectNode()
                .put("@odata.id", path).put("@odata.type", type).put("Id", id).put("Name", name);
    }

    private static ObjectNode collection(String path, String noun, String name, List<String> members) {
        ObjectNode collection = JSON.createObjectNode()
                .put("@odata.id", path)
                .put("@odata.type", "#" + noun + "Collection." + noun + "Collection")
                .put("Name", name)
                .put("Members@odata.count", members.size());
        ArrayNode array = collection.putArray("Members");
        members.forEach(member -> array.addObject().put("@odata.id", member));
        return collection;
    }

    private static void link(ObjectNode from, String name, String path) {
        from.putObject(name).put("@odata.id", path);
    }

    private static ObjectNode health() {
        return JSON.createObjectNode().put("State", "Enabled").put("Health", "OK");
    }

    private static void fill(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }
}

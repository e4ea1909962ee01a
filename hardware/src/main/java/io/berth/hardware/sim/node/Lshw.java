package io.berth.hardware.sim.node;

import io.berth.hardware.sim.machine.MachineDevice;
import io.berth.hardware.sim.machine.MachineSpec;

/** Writes what {@code lshw -xml} would say of a machine: the part that inventories and device aliases are read from. */
final class Lshw {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private Lshw() {}

    static String describe(MachineSpec spec) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" standalone=\"yes\" ?>\n<list>\n");
        xml.append("<node id=\"").append(escape(spec.name())).append("\" claimed=\"true\" class=\"system\" handle=\"DMI:0100\">\n");
        element(xml, "description", "Rack Mount Chassis");
        element(xml, "product", spec.model());
        element(xml, "vendor", spec.manufacturer());
        element(xml, "serial", spec.serialNumber());
        xml.append("<node id=\"core\" claimed=\"true\" class=\"bus\" handle=\"DMI:0200\">\n");
        for (int socket = 0; socket < spec.sockets(); socket++) {
            xml.append("<node id=\"cpu:").append(socket).append("\" claimed=\"true\" class=\"processor\">\n");
            element(xml, "businfo", "cpu@" + socket);
            xml.append("<configuration><setting id=\"threads\" value=\"")
                    .append(spec.vcpus() / spec.sockets()).append("\" /></configuration>\n</node>\n");
        }
        xml.append("<node id=\"memory\" claimed=\"true\" class=\"memory\">\n<size units=\"bytes\">")
                .append(spec.memoryMib() * MIB).append("</size>\n</node>\n");
        boolean bootInterface = true;
        for (MachineDevice device : spec.devices()) {
            device(xml, device, spec, bootInterface && !device.isDisk());
            bootInterface &= device.isDisk();
        }
        return xml.append("</node>\n</node>\n</list>\n").toString();
    }

    private static void device(StringBuilder xml, MachineDevice device, MachineSpec spec, boolean bootInterface) {
        xml.append("<node id=\"").append(escape(device.logicalName())).append("\" claimed=\"true\" class=\"")
                .append(escape(device.kind())).append("\">\n");
        element(xml, "description", device.isDisk() ? "SCSI Disk" : "Ethernet interface");
        element(xml, "product", device.product());
        element(xml, "businfo", device.busType() + "@" + device.address());
        element(xml, "logicalname", device.isDisk() ? "/dev/" + device.logicalName() : device.logicalName());
        if (bootInterface) {
            element(xml, "serial", spec.bootMac());
        }
        if (device.isDisk()) {
            xml.append("<size units=\"bytes\">").append(spec.diskGib() * GIB).append("</size>\n");
        }
        xml.append("</node>\n");
    }

    private static void element(StringBuilder xml, String name, String text) {
        xml.append('<').append(name).append('>').append(escape(text)).append("</").append(name).append(">\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}

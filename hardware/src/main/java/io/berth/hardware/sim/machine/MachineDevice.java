package io.berth.hardware.sim.machine;

/**
 * A device on one of a machine's buses, as {@code lshw} tells of it.
 *
 * @param kind {@code network} or {@code disk}: {@code lshw}'s class
 * @param busType {@code pci} or {@code scsi}: what stands before the {@code @} of its {@code businfo}
 * @param address on that bus, such as {@code 0000:3b:00.0}
 * @param logicalName what the kernel calls it, such as {@code eno1} or {@code sda}
 * @param product what it is sold as
 */
public record MachineDevice(String kind, String busType, String address, String logicalName, String product) {

    public static MachineDevice network(String busType, String address, String logicalName, String product) {
        return new MachineDevice("network", busType, address, logicalName, product);
    }

    public static MachineDevice disk(String busType, String address, String logicalName, String product) {
        return new MachineDevice("disk", busType, address, logicalName, product);
    }

    public boolean isDisk() {
        return kind.equals("disk");
    }
}

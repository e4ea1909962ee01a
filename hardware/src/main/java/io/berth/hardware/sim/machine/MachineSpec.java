package io.berth.hardware.sim.machine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A machine to simulate.
 *
 * @param name host name, also the machine's name in the simulated site's URLs
 * @param oobAddress the address that the site's design gives its controller; the simulated one listens elsewhere
 * @param bootMac MAC address of the network boot interface, lower case with colons
 * @param account who may log in to the controller
 * @param credential that account's password
 * @param vcpus hardware threads
 * @param devices what {@code lshw} finds on the machine's buses
 */
public record MachineSpec(
        String name,
        String oobAddress,
        String bootMac,
        String account,
        String credential,
        int vcpus,
        int memoryMib,
        int diskGib,
        String manufacturer,
        String model,
        List<MachineDevice> devices) {

    /** Two sockets from here on; below, one. */
    private static final int TWO_SOCKETS_FROM_VCPUS = 8;

    public MachineSpec {
        if (!name.matches("[\\w.-]+")) {
            throw new IllegalArgumentException("a machine's name is letters, digits, '.', '_' and '-', not " + name);
        }
        bootMac = bootMac.toLowerCase(Locale.ROOT);
        devices = List.copyOf(devices);
    }

    /** A machine with one network interface and one disk, at the usual places. */
    public static MachineSpec of(
            String name,
            String oobAddress,
            String bootMac,
            String account,
            String credential,
            int vcpus,
            int memoryMib,
            int diskGib) {
        return new MachineSpec(
                name, oobAddress, bootMac, account, credential, vcpus, memoryMib, diskGib, "Meridian", "M740",
                List.of(
                        MachineDevice.network("pci", "0000:01:00.0", "eno1", "I350 Gigabit Network Connection"),
                        MachineDevice.disk("scsi", "0:2.0.0", "sda", "BOSS-S1")));
    }

    public MachineSpec withDevices(List<MachineDevice> others) {
        return new MachineSpec(
                name, oobAddress, bootMac, account, credential, vcpus, memoryMib, diskGib, manufacturer, model, others);
    }

    public int sockets() {
        return vcpus >= TWO_SOCKETS_FROM_VCPUS ? 2 : 1;
    }

    /** The same for the same name in every run. */
    public UUID uuid() {
        return UUID.nameUUIDFromBytes(("machine " + name).getBytes(StandardCharsets.UTF_8));
    }

    /** The same for the same name in every run. */
    public String serialNumber() {
        return uuid().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "MachineSpec[" + name + ", oob=" + oobAddress + ", mac=" + bootMac + "]";
    }
}

package io.berth.hardware;

import java.util.List;

/**
 * What a controller tells of its machine. Text is empty and a number is 0 where it does not tell.
 *
 * @param processorCount populated sockets
 * @param logicalProcessorCount hardware threads over all sockets
 * @param memoryGib system memory in GiB; controllers give fractions
 * @param macAddresses of the system's Ethernet interfaces, lower case, in the controller's order
 * @param storageBytes capacity of all drives that the system lists as simple storage
 */
public record SystemFacts(
        PowerState powerState,
        BootOverride bootOverride,
        String manufacturer,
        String model,
        String serialNumber,
        String uuid,
        int processorCount,
        int logicalProcessorCount,
        double memoryGib,
        List<String> macAddresses,
        long storageBytes) {

    public SystemFacts {
        macAddresses = List.copyOf(macAddresses);
    }
}

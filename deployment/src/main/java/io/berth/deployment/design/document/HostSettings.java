package io.berth.deployment.design.document;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What host profiles and nodes have in common. In a document an entry {@code !name} takes an inherited one away; after inheritance there is none
 * of that left, except at the root of a chain, where it stays as written.
 *
 * @param oobParameters everything under {@code oob} except the type
 * @param kernelParameters values as Python text ({@code true} is {@code True})
 */
public record HostSettings(
        @Nullable String hostProfile,
        @Nullable String hardwareProfile,
        @Nullable String primaryNetwork,
        @Nullable String oobType,
        Map<String, String> oobParameters,
        List<NodeInterface> interfaces,
        List<StorageDevice> storageDevices,
        List<VolumeGroup> volumeGroups,
        @Nullable String image,
        @Nullable String kernel,
        Map<String, String> kernelParameters,
        List<String> tags,
        Map<String, String> ownerData,
        @Nullable String rack) {

    public HostSettings {
        oobParameters = Copies.ordered(oobParameters);
        interfaces = List.copyOf(interfaces);
        storageDevices = List.copyOf(storageDevices);
        volumeGroups = List.copyOf(volumeGroups);
        kernelParameters = Copies.ordered(kernelParameters);
        tags = List.copyOf(tags);
        ownerData = Copies.ordered(ownerData);
    }
}

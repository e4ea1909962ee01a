package io.berth.server.cli.remote;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Which hosts are wanted, in the words of leases. */
public final class HostWishes {
    @Option(
            names = "--hypervisor-properties",
            paramLabel = "EXPRESSION",
            description = "What hosts must be, as in a lease: '[\">=\", \"$$memory_mb\", \"200000\"]'.")
    private Optional<String> hypervisorProperties = Optional.empty();

    @Option(
            names = "--resource-properties",
            paramLabel = "EXPRESSION",
            description = "The same, about extra capabilities: '[\"==\", \"$$gpu\", \"True\"]'.")
    private Optional<String> resourceProperties = Optional.empty();

    public Address addTo(Address address) {
        return address.with("hypervisor_properties", hypervisorProperties).with("resource_properties", resourceProperties);
    }

    public String hypervisorProperties() {
        return hypervisorProperties.orElse("");
    }

    public String resourceProperties() {
        return resourceProperties.orElse("");
    }
}

package io.berth.server;

import io.berth.compute.flavor.FlavorStore;
import io.berth.reservation.FlavorDirectory;
import io.berth.reservation.event.ReservedFlavor;
import io.berth.store.Database;
import java.util.Optional;

/** The flavors of the compute room, as the reservation room sees them, and the other way round. */
record ComputeFlavors(Database database) implements FlavorDirectory {

    @Override
    public Optional<Flavor> flavor(String id, String projectId) {
        return database.read(handle -> FlavorStore.flavor(handle, id))
                .filter(flavor -> flavor.isPublic() && !flavor.isWholeHost())
                .map(flavor -> new Flavor(
                        flavor.id(),
                        flavor.name(),
                        flavor.vcpus(),
                        flavor.ramMb(),
                        flavor.diskGb(),
                        0,
                        true,
                        flavor.extraSpecs()));
    }

    static io.berth.compute.flavor.Flavor reserved(ReservedFlavor flavor) {
        return new io.berth.compute.flavor.Flavor(
                flavor.id(),
                flavor.name(),
                flavor.vcpus(),
                flavor.memoryMb(),
                flavor.diskGb(),
                false,
                flavor.extraSpecs(),
                Optional.of(new io.berth.compute.flavor.Flavor.Reserved(flavor.projectId(), flavor.resourceClass())));
    }
}

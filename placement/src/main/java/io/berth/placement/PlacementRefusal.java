package io.berth.placement;

import io.berth.base.Refusal;
import java.util.UUID;

/**
 * Why the ledger was not changed. Codes that placement itself has (contract placement §5.3) are used as they are; the
 * others are ours and reach its clients as {@code placement.undefined_code}.
 */
public sealed interface PlacementRefusal extends Refusal {
    /** Someone else was faster, or the asker's generation is not the present one. */
    String CONCURRENT_UPDATE = "placement.concurrent_update";

    String DUPLICATE_NAME = "placement.duplicate_name";
    String PROVIDER_IN_USE = "placement.resource_provider.inuse";
    String PROVIDER_HAS_CHILDREN = "placement.resource_provider.cannot_delete_parent";
    String PROVIDER_NOT_FOUND = "placement.resource_provider.not_found";
    String INVENTORY_IN_USE = "placement.inventory.inuse";

    /** What is named in the path does not exist. */
    record NotFound(String code, String message) implements PlacementRefusal {}

    /** What is asked for makes no sense, whatever the state. */
    record Invalid(String code, String message) implements PlacementRefusal {}

    /** The present state forbids it. */
    record Conflict(String code, String message) implements PlacementRefusal {}

    /** Why allocations were refused: by type, for those who claim. */
    sealed interface OfAllocations extends PlacementRefusal {}

    /**
     * The asker's belief about a consumer is wrong.
     *
     * @param expected the present generation, {@code null} in words where there is no consumer
     */
    record ConsumerGenerationConflict(String consumer, String expected, String given) implements OfAllocations {
        @Override
        public String code() {
            return CONCURRENT_UPDATE;
        }

        @Override
        public String message() {
            return "consumer generation conflict - expected " + expected + " but got " + given;
        }
    }

    /**
     * A provider that does not exist.
     *
     * @param provider as the asker spelled it
     */
    record UnknownProvider(String provider) implements OfAllocations {
        @Override
        public String code() {
            return "placement.allocation.unknown_provider";
        }

        @Override
        public String message() {
            return "Allocation for resource provider '" + provider + "' that does not exist.";
        }
    }

    record UnknownResourceClass(String resourceClass) implements OfAllocations {
        @Override
        public String code() {
            return "placement.resource_class.unknown";
        }

        @Override
        public String message() {
            return "No such resource class " + resourceClass + ".";
        }
    }

    /** The provider has none of that resource class. */
    record NoInventory(UUID provider, String resourceClass) implements OfAllocations {
        @Override
        public String code() {
            return "placement.allocation.no_inventory";
        }

        @Override
        public String message() {
            return "Inventory for '" + resourceClass + "' on resource provider '" + provider + "' invalid.";
        }
    }

    /** The amount is none that the inventory gives away: below the least, above the most, or off the steps. */
    record UnitsViolated(UUID provider, String resourceClass, long amount, Inventory inventory)
            implements OfAllocations {
        @Override
        public String code() {
            return "placement.allocation.units";
        }

        @Override
        public String message() {
            return "Unable to create allocation for '" + resourceClass + "' on resource provider '" + provider
                    + "'. The requested amount would violate inventory constraints.";
        }
    }

    /**
     * There is not so much left.
     *
     * @param used what is used already, by others and by this request before this row
     * @param capacity what there is altogether
     */
    record CapacityExceeded(UUID provider, String resourceClass, long amount, long used, long capacity)
            implements OfAllocations {
        @Override
        public String code() {
            return "placement.allocation.capacity";
        }

        @Override
        public String message() {
            return "Unable to create allocation for '" + resourceClass + "' on resource provider '" + provider
                    + "'. The requested amount would exceed the capacity.";
        }
    }
}

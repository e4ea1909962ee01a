package io.berth.placement.provider;

import io.berth.base.Decision;
import io.berth.placement.LedgerChange.ProviderDeleted;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.PlacementRefusal;
import io.berth.placement.Provider;
import java.util.List;

/** Removes a provider that nobody uses and that has nothing below it, with its inventories, traits and aggregates. */
final class DeleteProvider {
    private DeleteProvider() {}

    record View(Provider provider, boolean hasChildren, boolean hasAllocations) {}

    static Decision<Provider> decide(View view) {
        Provider provider = view.provider();
        if (view.hasChildren()) {
            return Decision.refuse(new PlacementRefusal.Conflict(
                    PlacementRefusal.PROVIDER_HAS_CHILDREN,
                    "Unable to delete parent resource provider " + provider.uuid() + ": It has child resource providers."));
        }
        if (view.hasAllocations()) {
            return Decision.refuse(new PlacementRefusal.Conflict(
                    PlacementRefusal.PROVIDER_IN_USE,
                    "Unable to delete resource provider " + provider.uuid() + ": Resource provider has allocations."));
        }
        return Decision.accept(List.of(new ProviderDeleted(Touch.of(provider))), provider);
    }
}

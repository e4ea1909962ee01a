package io.berth.placement.index;

import io.berth.placement.LedgerView;
import java.util.SortedMap;
import java.util.UUID;

/**
 * The ledger as this process remembers it, with what the decisions before this one are about to write: what a decision is made on
 * that is written together with others. Asking for what another write is changing puts the decision off until that is done.
 */
public interface RememberedView extends LedgerView {
    /** What is used of each resource class of a provider. */
    SortedMap<String, Long> usedOf(UUID provider);

    boolean isNameTaken(String name);

    World.Names names();
}

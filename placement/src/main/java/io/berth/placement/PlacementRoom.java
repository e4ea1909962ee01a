package io.berth.placement;

import io.berth.store.Store;
import java.time.Instant;
import org.slf4j.LoggerFactory;

/** What wiring must do before the ledger is used. */
public final class PlacementRoom {
    private PlacementRoom() {}

    /** Tells the store how the ledger's changes are written. */
    public static void register(Store store) {
        store.writesTelling(LedgerChange.class, LedgerStore::write);
    }

    /** Adds the standard resource classes and traits that are missing: at every start, after the migrations. */
    public static void insertStandardNames(Store store, Instant now) {
        int added = store.database().transact(tx -> {
            return NameStore.insertMissingClasses(tx, Names.STANDARD_CLASSES, now)
                    + NameStore.insertMissingTraits(tx, Names.STANDARD_TRAITS, now);
        });
        if (added > 0) {
            LoggerFactory.getLogger(PlacementRoom.class).info("added {} standard names", added);
        }
    }
}

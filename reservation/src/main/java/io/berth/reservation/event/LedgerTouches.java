package io.berth.reservation.event;

import io.berth.base.Change;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.Provider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** At which revisions providers will be after what a transaction already changes of them: each change counts from the one before. */
final class LedgerTouches {
    private final Map<UUID, Touch> last = new HashMap<>();

    /** @param before what is written earlier in the same transaction */
    LedgerTouches(List<Change> before) {
        for (Change change : before) {
            switch (change) {
                case AllocationsReplaced claims -> claims.providers().forEach(touch -> last.put(touch.provider(), touch));
                case InventoriesWritten written -> last.put(written.provider().provider(), written.provider());
                default -> { }
            }
        }
    }

    /** Touches once more, without moving the generation. */
    Touch touch(Provider seen) {
        return keep(next(seen));
    }

    /** Touches once more and moves the generation by one. */
    Touch move(Provider seen) {
        return keep(next(seen).moved());
    }

    /** The touch of a change after which there is no more of the provider. */
    Touch lastOf(Provider seen) {
        return next(seen);
    }

    private Touch next(Provider seen) {
        Touch before = last.get(seen.uuid());
        return before == null ? Touch.of(seen) : before.then(0);
    }

    private Touch keep(Touch touch) {
        last.put(touch.provider(), touch);
        return touch;
    }
}

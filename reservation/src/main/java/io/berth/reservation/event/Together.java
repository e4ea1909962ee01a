package io.berth.reservation.event;

import io.berth.base.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes of many leases, none of which depends on another's. */
public final class Together {
    private Together() {}

    /** Those of one kind one after the other, so that they are written together; each lease's in their order, as far as they are alike. */
    public static List<Change> inOrder(List<? extends List<? extends Change>> ofLeases) {
        Map<Class<? extends Change>, List<Change>> byKind = new LinkedHashMap<>();
        ofLeases.forEach(changes -> changes.forEach(
                change -> byKind.computeIfAbsent(change.getClass(), any -> new ArrayList<>()).add(change)));
        List<Change> inOrder = new ArrayList<>();
        byKind.values().forEach(inOrder::addAll);
        return inOrder;
    }
}

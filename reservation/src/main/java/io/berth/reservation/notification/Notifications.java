package io.berth.reservation.notification;

import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.store.DueWork;
import io.berth.store.Errands;
import io.berth.store.Store;
import java.net.URI;

/**
 * Tells a service of the site what happens to leases: at least once, and of each lease in order. What is to be told is written in
 * the transaction of what it tells of. Where no receiver is configured nothing is written.
 */
public final class Notifications {
    private Notifications() {}

    /** @param receiver to whom notifications are posted */
    public static void register(Store store, DueWork due, URI receiver, Clock clock, Ids ids) {
        store.writes(NotificationChange.class, NotificationStore::write);
        store.follows(new AnnounceLeases(clock, ids));
        due.handles(
                TellNotifications.KIND,
                new Errands(
                        store, TellNotifications.KIND, TellNotifications.BUSY, clock, new TellNotifications(store, clock, receiver)));
    }
}

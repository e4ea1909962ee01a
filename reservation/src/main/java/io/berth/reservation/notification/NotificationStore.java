package io.berth.reservation.notification;

import io.berth.reservation.host.Instants;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The rows of notifications that are yet to be told. */
final class NotificationStore {
    private NotificationStore() {}

    static void write(Handle tx, NotificationChange change) {
        switch (change) {
            case NotificationChange.NotificationQueued it -> queue(tx, it.notification());
            case NotificationChange.NotificationsTold it -> {
                remove(tx, it.over());
                count(tx, it.failed());
            }
        }
    }

    private static void queue(Handle tx, Notification notification) {
        tx.createUpdate("""
                INSERT INTO reservation.notification (lane, body, created_at) VALUES (:lane, :body, :createdAt)
                """)
                .bind("lane", notification.lane())
                .bind("body", notification.body())
                .bind("createdAt", Instants.utc(notification.createdAt()))
                .execute();
    }

    private static void remove(Handle tx, List<Long> ordinals) {
        if (!ordinals.isEmpty()) {
            tx.createUpdate("DELETE FROM reservation.notification WHERE ordinal = ANY(:ordinals)")
                    .bindArray("ordinals", Long.class, ordinals.toArray())
                    .execute();
        }
    }

    private static void count(Handle tx, List<Long> ordinals) {
        if (!ordinals.isEmpty()) {
            tx.createUpdate("""
                    UPDATE reservation.notification SET attempts = attempts + 1 WHERE ordinal = ANY(:ordinals)
                    """)
                    .bindArray("ordinals", Long.class, ordinals.toArray())
                    .execute();
        }
    }

    /** The lane's oldest ones, in order. */
    static List<Notification> queued(Handle handle, int lane, int limit) {
        return handle.createQuery("""
                SELECT * FROM reservation.notification WHERE lane = :lane ORDER BY ordinal LIMIT :limit
                """)
                .bind("lane", lane)
                .bind("limit", limit)
                .map((row, context) -> new Notification(
                        row.getLong("ordinal"),
                        row.getInt("lane"),
                        row.getString("body"),
                        Instants.of(row, "created_at"),
                        row.getInt("attempts")))
                .list();
    }
}

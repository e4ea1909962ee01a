package io.berth.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** A handful of facts about this site that must outlive a process, such as the moved clock of {@code --fake}. */
public final class Settings {
    private Settings() {}

    public static Optional<String> get(Handle handle, String name) {
        return handle.createQuery("SELECT value FROM store.setting WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne();
    }

    /** Whether the database has a place for settings yet: before its first migration it has none. */
    public static boolean areMigrated(Handle handle) {
        return handle.createQuery("SELECT to_regclass('store.setting') IS NOT NULL").mapTo(Boolean.class).one();
    }

    /** Keeps the value unless there is one already. @return the one that holds; of several who ask at once, all get the same */
    public static String putIfAbsent(Handle tx, String name, String value) {
        tx.createUpdate("INSERT INTO store.setting (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
                .bind("name", name)
                .bind("value", value)
                .execute();
        return get(tx, name).orElse(value);
    }

    public static void put(Handle tx, String name, String value) {
        tx.createUpdate("""
                INSERT INTO store.setting (name, value) VALUES (:name, :value)
                ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value
                """).bind("name", name).bind("value", value).execute();
    }
}

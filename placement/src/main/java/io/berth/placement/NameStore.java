package io.berth.placement;

import io.berth.placement.LedgerChange.ResourceClassRenamed;
import io.berth.store.StaleView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** The names of resource classes and traits: standard ones, which every site has, and custom ones. */
final class NameStore {
    private NameStore() {}

    /** Adds those that are missing. */
    static int insertMissingClasses(Handle tx, Collection<String> names, Instant at) {
        return tx.createUpdate("""
                INSERT INTO placement.resource_class (name, changed_at)
                SELECT unnest(:names::text[]), :at
                ON CONFLICT DO NOTHING
                """)
                .bindArray("names", String.class, names.toArray())
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Adds those that are missing. */
    static int insertMissingTraits(Handle tx, Collection<String> names, Instant at) {
        return tx.createUpdate("""
                INSERT INTO placement.trait (name, created_at)
                SELECT unnest(:names::text[]), :at
                ON CONFLICT DO NOTHING
                """)
                .bindArray("names", String.class, names.toArray())
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    static SortedSet<String> resourceClasses(Handle handle) {
        return new TreeSet<>(handle.createQuery("SELECT name FROM placement.resource_class").mapTo(String.class).list());
    }

    static SortedSet<String> knownTraits(Handle handle, Collection<String> names) {
        return new TreeSet<>(handle.createQuery("SELECT name FROM placement.trait WHERE name = ANY(:names)")
                .bindArray("names", String.class, names.toArray())
                .mapTo(String.class)
                .list());
    }

    static void addClass(Handle tx, String name, Instant at) {
        tx.createUpdate("INSERT INTO placement.resource_class (name, changed_at) VALUES (:name, :at)")
                .bind("name", name)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /**
     * Who has the class moves, and who uses some of it, so that nothing is claimed by the old name; and nobody comes to have it
     * meanwhile.
     */
    static void renameClass(Handle tx, ResourceClassRenamed change) {
        tx.createQuery("SELECT name FROM placement.resource_class WHERE name = :name FOR UPDATE")
                .bind("name", change.name())
                .mapTo(String.class)
                .list();
        tx.createUpdate("""
                UPDATE placement.provider SET revision = revision + 1
                 WHERE uuid IN (SELECT provider FROM placement.inventory WHERE resource_class = :name)
                """).bind("name", change.name()).execute();
        tx.createUpdate("""
                UPDATE placement.consumer SET revision = nextval('placement.consumer_revision')
                 WHERE id IN (SELECT consumer FROM placement.allocation WHERE resource_class = :name)
                """).bind("name", change.name()).execute();
        int renamed = tx.createUpdate("""
                UPDATE placement.resource_class SET name = :newName, changed_at = :at WHERE name = :name
                """)
                .bind("name", change.name())
                .bind("newName", change.newName())
                .bind("at", change.at().atOffset(ZoneOffset.UTC))
                .execute();
        mustBe(1, renamed, change.subject());
    }

    static void removeClass(Handle tx, String name) {
        int removed = tx.createUpdate("DELETE FROM placement.resource_class WHERE name = :name")
                .bind("name", name)
                .execute();
        mustBe(1, removed, name);
    }

    static void addTrait(Handle tx, String name, Instant at) {
        tx.createUpdate("INSERT INTO placement.trait (name, created_at) VALUES (:name, :at)")
                .bind("name", name)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    static void removeTrait(Handle tx, String name) {
        int removed = tx.createUpdate("DELETE FROM placement.trait WHERE name = :name").bind("name", name).execute();
        mustBe(1, removed, name);
    }

    private static void mustBe(int expected, int rows, String subject) {
        if (rows != expected) {
            throw new StaleView(subject);
        }
    }
}

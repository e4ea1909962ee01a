package io.berth.server.fake;

import io.berth.store.Database;
import io.berth.store.Settings;
import java.util.Optional;

/**
 * Whether what a database holds is simulated. A database remembers the kind of its first start: {@code --fake} on a real one would
 * have its own clock end all leases, and a real Berth would ask machines that are none.
 */
public enum SiteKind {
    REAL("real", "belongs to a real site, whose leases the clock of --fake would end: start without --fake"),
    SIMULATED("simulated", "belongs to a simulated site, whose machines and clock are not real: start with --fake");

    private static final String SETTING = "site_kind";

    private final String word;
    private final String remedy;

    SiteKind(String word, String remedy) {
        this.word = word;
        this.remedy = remedy;
    }

    public static SiteKind of(boolean fake) {
        return fake ? SIMULATED : REAL;
    }

    /** A start of the other kind than the database's; nothing was written. */
    public static final class OtherKind extends RuntimeException {
        OtherKind(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * To be asked before anything is written, the migrations included.
     *
     * @throws OtherKind where the database remembers the other kind
     */
    public void check(Database database) {
        Optional<String> kept = database.read(
                handle -> Settings.areMigrated(handle) ? Settings.get(handle, SETTING) : Optional.<String>empty());
        kept.ifPresent(this::refuseUnless);
    }

    /** Has the database remember the kind, unless it does already: one from before gets that of its next start. */
    public void keep(Database database) {
        refuseUnless(database.transact(tx -> Settings.putIfAbsent(tx, SETTING, word)));
    }

    private void refuseUnless(String kept) {
        if (kept.equals(word)) {
            return;
        }
        SiteKind other = this == REAL ? SIMULATED : REAL;
        throw new OtherKind("the database " + other.remedy + ", or on another database (--database, --data-dir)");
    }
}

package io.berth.placement.index;

import io.berth.placement.LedgerChange;
import io.berth.store.ChangeLog;
import java.util.ArrayList;
import java.util.List;

/**
 * What the change log has of changes that were written together: what they touched, but not which of them touched what. A row for each
 * change would cost as much as the consumer's own.
 *
 * @param touched as {@link ChangeLog#joined} makes it
 */
record BatchEntry(String kind, String subject, String touched) {
    /** Of several changes. One alone has its own kind. */
    static final String KIND = "LedgerBatch";

    private static final String SUBJECT = "ledger";

    /** A row longer than 2 kB PostgreSQL would compress or store elsewhere, and a claim is told of in some 110 bytes. */
    private static final int CHANGES_MAX = 16;

    static List<BatchEntry> of(List<LedgerChange> changes) {
        List<BatchEntry> entries = new ArrayList<>();
        for (int from = 0; from < changes.size(); from += CHANGES_MAX) {
            List<LedgerChange> some = changes.subList(from, Math.min(from + CHANGES_MAX, changes.size()));
            entries.add(some.size() == 1 ? ofOne(some.getFirst()) : ofSeveral(some));
        }
        return entries;
    }

    private static BatchEntry ofOne(LedgerChange change) {
        return new BatchEntry(change.getClass().getSimpleName(), change.subject(), ChangeLog.joined(change));
    }

    private static BatchEntry ofSeveral(List<LedgerChange> changes) {
        List<String> touched = new ArrayList<>();
        changes.forEach(change -> touched.addAll(change.touched()));
        return new BatchEntry(KIND, SUBJECT, ChangeLog.joined(touched));
    }
}

package io.berth.reservation.lease;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.berth.base.Change;
import io.berth.reservation.lease.LeaseStore.Mark;
import io.berth.store.Database;
import io.berth.store.Store;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Leases that are committed. What was read before, or became of a lease here when its time came, is not read again as long as the
 * database has it at the same revision: it is asked for that each time, and for nothing else of what is known.
 */
public final class KnownLeases {
    /** About a kilobyte each. */
    private static final int KNOWN_MAX = 20_000;

    private final Database database;
    private final LeaseStore store;
    private final Cache<UUID, Lease> known = Caffeine.newBuilder().maximumSize(KNOWN_MAX).build();

    public KnownLeases(Store store, LeaseStore leases) {
        this.database = store.database();
        this.store = leases;
        store.onCommit(this::committed);
    }

    /**
     * Events fall due for the same leases one after the other. Those that are over make room: where there is none, what is new is not
     * kept.
     */
    private void committed(List<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case LeaseChange.LeaseChanged it when it.isOfTime() ->
                    known.put(it.lease().id(), it.lease().written());
                case LeaseChange.LeaseEnded it -> known.invalidate(it.lease().id());
                case LeaseChange.LeaseDeleted it -> known.invalidate(it.lease().id());
                default -> { }
            }
        }
    }

    /** Reads those that are not known: something of theirs falls due soon. */
    public void expect(Collection<UUID> ids) {
        List<UUID> unknown = ids.stream().filter(id -> known.getIfPresent(id) == null).toList();
        if (!unknown.isEmpty()) {
            database.read(handle -> store.leases(handle, unknown)).forEach(lease -> known.put(lease.id(), lease));
        }
    }

    /** Those of these that there are, in the order of their ids; nobody else changes them until this transaction is over. */
    public List<Lease> locked(Handle tx, Collection<UUID> ids) {
        List<Lease> bare = store.lockedRows(tx, ids);
        Map<UUID, Lease> found = known(bare.stream().map(Mark::of).toList());
        List<Lease> unknown = bare.stream().filter(row -> !found.containsKey(row.id())).toList();
        LeasePartStore.assemble(tx, unknown).forEach(lease -> found.put(lease.id(), lease));
        return bare.stream().map(row -> found.get(row.id())).filter(Objects::nonNull).toList();
    }

    /** The oldest first. */
    public List<Lease> all() {
        return read(store::marks);
    }

    /** The oldest first. */
    public List<Lease> ofProject(String projectId) {
        return read(handle -> store.marksOfProject(handle, projectId));
    }

    public Optional<Lease> find(UUID id) {
        return read(handle -> store.marks(handle, id)).stream().findFirst();
    }

    private List<Lease> read(Function<Handle, List<Mark>> marks) {
        return database.read(handle -> leases(handle, marks.apply(handle)));
    }

    private List<Lease> leases(Handle handle, List<Mark> marks) {
        Map<UUID, Lease> found = known(marks);
        List<UUID> unknown = marks.stream().map(Mark::id).filter(id -> !found.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            for (Lease lease : store.leases(handle, unknown)) {
                known.put(lease.id(), lease);
                found.put(lease.id(), lease);
            }
        }
        return marks.stream().map(mark -> found.get(mark.id())).filter(Objects::nonNull).toList();
    }

    /** Those that are known as the database has them. */
    private Map<UUID, Lease> known(List<Mark> marks) {
        Map<UUID, Lease> found = new HashMap<>();
        for (Mark mark : marks) {
            Lease lease = known.getIfPresent(mark.id());
            if (lease != null && mark.isOf(lease)) {
                found.put(mark.id(), lease);
            }
        }
        return found;
    }
}

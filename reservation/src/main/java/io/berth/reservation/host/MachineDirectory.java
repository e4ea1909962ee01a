package io.berth.reservation.host;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Where enrolment finds machines: the ledger's root providers. */
public interface MachineDirectory {
    Optional<Machine> named(Handle handle, String name);

    Optional<Machine> withId(Handle handle, UUID id);

    /** Nobody else begins or ceases to use some of it until the transaction is over. */
    void hold(Handle tx, UUID id);

    /** Whether somebody uses some of it. */
    boolean isUsed(Handle handle, UUID id);
}

package io.berth.testkit;

import io.berth.store.Database;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** A transaction, as of another process, that holds locks until this is closed. */
public final class HeldLocks implements AutoCloseable {
    private static final int HELD_SECONDS_MAX = 30;

    private final CompletableFuture<Boolean> isOver = new CompletableFuture<>();
    private final CompletableFuture<Boolean> holder;

    private HeldLocks(Database elsewhere, Consumer<Handle> locks, CompletableFuture<Boolean> isHeld) {
        holder = CompletableFuture.supplyAsync(
                () -> elsewhere.transact(tx -> {
                    locks.accept(tx);
                    isHeld.complete(true);
                    return isOver.orTimeout(HELD_SECONDS_MAX, TimeUnit.SECONDS).join();
                }),
                Thread::startVirtualThread);
    }

    /** Returns when they are held. @param elsewhere has a connection to spare for them */
    public static HeldLocks of(Database elsewhere, Consumer<Handle> locks) {
        CompletableFuture<Boolean> isHeld = new CompletableFuture<>();
        HeldLocks held = new HeldLocks(elsewhere, locks, isHeld);
        CompletableFuture.anyOf(isHeld, held.holder).join();
        return held;
    }

    /** Commits; fails where they were held no longer. */
    @Override
    public void close() {
        isOver.complete(true);
        holder.join();
    }
}

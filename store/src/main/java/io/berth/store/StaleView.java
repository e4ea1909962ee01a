package io.berth.store;

/**
 * The view on which a decision was made is no longer true: a compare-and-swap matched no row. Thrown by writers, caught
 * by {@link Database#transact}, which rolls back and runs the work again on a fresh view.
 */
public final class StaleView extends RuntimeException {
    public StaleView(String subject) {
        super(subject + " was changed by someone else meanwhile", null, false, false);
    }

    StaleView(String subject, Throwable cause) {
        super(subject + " was changed by someone else meanwhile", cause, false, false);
    }
}

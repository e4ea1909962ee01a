package io.berth.base;

/**
 * Why something was not done, though nothing is broken: an expected answer, so a value and not an exception. Each room
 * seals its own refusals; the codes are permanent, the wording is for people.
 */
public interface Refusal {
    /** Stable, machine readable: {@code reservation.not_enough_hosts}. */
    String code();

    /** The cause and, where there is one, the remedy, in words that the asker may read. */
    String message();
}

package io.berth.reservation.audit;

/**
 * Something that must not be.
 *
 * @param subject what it is about: a noun and its id, as {@code booking/<uuid>}
 * @param what one sentence
 */
public record Finding(String subject, String what) {}

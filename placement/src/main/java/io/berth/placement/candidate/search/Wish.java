package io.berth.placement.candidate.search;

import java.util.function.IntPredicate;

/**
 * One thing that is asked of a provider besides room.
 *
 * @param parameter of the query, without suffix: {@code required}
 * @param value as the query would spell it alone: {@code !CUSTOM_A}
 * @param isMetBy by a provider's ordinal
 */
public record Wish(String parameter, String value, IntPredicate isMetBy) {}

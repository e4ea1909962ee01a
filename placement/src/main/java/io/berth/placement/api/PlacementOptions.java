package io.berth.placement.api;

import io.berth.placement.allocation.IncompleteConsumer;
import io.berth.placement.candidate.search.SearchOptions;

/**
 * What an operator may have otherwise.
 *
 * @param candidates how they are looked for
 */
public record PlacementOptions(SearchOptions candidates, IncompleteConsumer incompleteConsumer) {
    public static final PlacementOptions STANDARD =
            new PlacementOptions(SearchOptions.STANDARD, IncompleteConsumer.STANDARD);
}

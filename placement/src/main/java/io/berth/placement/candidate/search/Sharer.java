package io.berth.placement.candidate.search;

import io.berth.placement.index.Node;

/**
 * A provider with the trait MISC_SHARES_VIA_AGGREGATE: it serves all trees of which some provider is in one of its
 * aggregates.
 *
 * @param root the ordinal of its own root
 */
record Sharer(Node node, int root) {
    static final String TRAIT = "MISC_SHARES_VIA_AGGREGATE";
}

package io.berth.placement.candidate.search;

import org.roaringbitmap.RoaringBitmap;

/**
 * Has a search choose among these providers alone for one part of a query.
 *
 * @param suffix of the group
 * @param resourceClass of that group; counts for the group without a suffix, whose classes may come from several providers
 */
public record Among(String suffix, String resourceClass, RoaringBitmap providers) {
    boolean concerns(String ofGroup, String ofClass) {
        return suffix.equals(ofGroup) && (!suffix.isEmpty() || resourceClass.equals(ofClass));
    }
}

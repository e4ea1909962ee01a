package io.berth.placement.candidate.search;

import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.index.Node;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** Is told how a search narrows, constraint by constraint, where somebody wants to know. */
public interface Tally {
    /** The scope of what concerns the query as a whole. */
    String REQUEST = "request";

    /** For whom only the candidates count. */
    Tally NONE = new Tally() {
        @Override
        public boolean isWanted() {
            return false;
        }

        @Override
        public void step(String scope, String constraint, RoaringBitmap before, RoaringBitmap after) {
            // nobody asked
        }
    };

    /** Whether anybody listens. If so, room is judged for all providers before trees are visited, and not as they are. */
    boolean isWanted();

    /**
     * A constraint was applied.
     *
     * @param scope the suffix of a group, or {@link #REQUEST}
     */
    void step(String scope, String constraint, RoaringBitmap before, RoaringBitmap after);

    /**
     * Room was judged, for a group or, without a suffix, for one of its classes.
     *
     * @param resources what providers are to give
     * @param meeting providers that meet all else that is asked
     * @param fitting those of them that have room
     */
    default void roomJudged(
            RequestGroup group, Map<String, Long> resources, RoaringBitmap meeting, RoaringBitmap fitting) {
        // for whom steps are enough
    }

    /**
     * A tree has somebody for each class of the group without a suffix, who together do not have the traits.
     *
     * @param sets which sets of those required nobody has a trait of, who may serve; by their place in the filter
     */
    default void unbrought(Node root, List<Integer> sets) {
        // for whom steps are enough
    }

    /**
     * This is all that is asked of one provider: of a group's, or of that of one class where the group without a suffix may have
     * several.
     *
     * @param resources what it is to give
     * @param wishes what it must be or have besides
     */
    default void asked(RequestGroup group, Map<String, Long> resources, List<Wish> wishes) {
        // for whom steps are enough
    }
}

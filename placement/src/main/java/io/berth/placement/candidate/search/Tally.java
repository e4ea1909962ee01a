package io.berth.placement.candidate.search;

import io.berth.placement.candidate.RequestGroup;
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
     * These providers meet all that is asked of a group or, without a suffix, of one of its classes; their room is judged next.
     *
     * @param resources what they are to give
     */
    default void beforeRoom(RequestGroup group, Map<String, Long> resources, RoaringBitmap providers) {
        // for whom steps are enough
    }
}

package io.berth.placement.candidate.search;

import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/** A set of providers that gets smaller constraint by constraint. */
final class Narrowing {
    private final String scope;
    private final Tally tally;
    private RoaringBitmap left;

    Narrowing(String scope, RoaringBitmap from, Tally tally) {
        this.scope = scope;
        this.tally = tally;
        this.left = from;
    }

    void keep(RoaringBitmap these, Supplier<String> constraint) {
        become(RoaringBitmap.and(left, these), constraint);
    }

    void drop(RoaringBitmap these, Supplier<String> constraint) {
        become(RoaringBitmap.andNot(left, these), constraint);
    }

    void become(RoaringBitmap fewer, Supplier<String> constraint) {
        if (tally.isWanted()) {
            tally.step(scope, constraint.get(), left, fewer);
        }
        left = fewer;
    }

    RoaringBitmap left() {
        return left;
    }
}

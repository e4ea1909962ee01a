package io.berth.reservation.calendar.slot;

import io.berth.base.Explanation;
import java.util.List;
import java.util.function.Predicate;

/** Hosts to be shared that dwindle constraint by constraint, and the record of how. */
final class ShareSieve {
    private List<ShareOffer> left;
    private Explanation explanation;

    ShareSieve(List<ShareOffer> offers) {
        left = offers;
        explanation = Explanation.NONE.plus("enrolled", 0, offers.size());
    }

    void keep(String constraint, Predicate<ShareOffer> holds) {
        List<ShareOffer> kept = left.stream().filter(holds).toList();
        explanation = explanation.plus(constraint, left.size() - kept.size(), kept.size());
        left = kept;
    }

    List<ShareOffer> left() {
        return left;
    }

    Explanation explanation() {
        return explanation;
    }
}

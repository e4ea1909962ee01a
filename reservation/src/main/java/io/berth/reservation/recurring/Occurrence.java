package io.berth.reservation.recurring;

import io.berth.base.Explanation;
import io.berth.base.Refusal;
import io.berth.reservation.calendar.Period;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One of the times, and what became of it. @param leaseId null where it was refused */
public record Occurrence(Period period, @Nullable UUID leaseId, @Nullable Why refused) {

    /** @param explanation how the hosts dwindled */
    public record Why(String code, String message, Explanation explanation) {}

    static Occurrence booked(Period period, UUID leaseId) {
        return new Occurrence(period, leaseId, null);
    }

    static Occurrence refused(Period period, Refusal refusal, Explanation explanation) {
        return new Occurrence(period, null, new Why(refusal.code(), refusal.message(), explanation));
    }

    public boolean isRefused() {
        return refused != null;
    }
}

package io.berth.placement.outlook;

import java.time.Instant;

/** Somebody who plans ahead, such as a calendar of leases. */
@FunctionalInterface
public interface Foresight {
    /** Where nobody plans. */
    Foresight NONE = (start, end) -> Outlook.UNCHANGED;

    /** @param start now or later, before {@code end} */
    Outlook during(Instant start, Instant end);
}

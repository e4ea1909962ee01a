package io.berth.hardware.redfish;

import io.berth.hardware.BmcMessage;
import io.berth.hardware.BmcResult;
import java.util.ArrayList;
import java.util.List;

/** Why a step did not work. Stays inside this package: the driver turns it into a {@link BmcResult} at its edge. */
final class RedfishFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean answered;

    private RedfishFailure(String reason, boolean answered) {
        super(reason, null, false, false);
        this.answered = answered;
    }

    static RedfishFailure refused(String reason) {
        return new RedfishFailure(reason, true);
    }

    static RedfishFailure unreachable(String reason) {
        return new RedfishFailure(reason, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /** This failure after {@code before}, as a result whose last message is the reason. */
    <T> BmcResult<T> after(List<BmcMessage> before) {
        var messages = new ArrayList<>(before);
        messages.add(BmcMessage.error(reason()));
        return answered
                ? new BmcResult.Refused<>(reason(), messages)
                : new BmcResult.Unreachable<>(reason(), messages);
    }
}

package io.berth.reservation.request;

import org.jspecify.annotations.Nullable;

/** Whether reserved instances belong on one host, or on a host each (contract blazar §7.2). */
public enum Affinity {
    ANYWHERE,
    ONE_HOST,
    A_HOST_EACH;

    /** As clients see it: null, true or false. */
    public @Nullable Boolean flag() {
        return switch (this) {
            case ANYWHERE -> null;
            case ONE_HOST -> true;
            case A_HOST_EACH -> false;
        };
    }

    public static Affinity of(@Nullable Boolean flag) {
        if (flag == null) {
            return ANYWHERE;
        }
        return flag ? ONE_HOST : A_HOST_EACH;
    }
}

package io.berth.placement.wire;

import io.berth.base.Refusal;
import io.berth.placement.PlacementRefusal;
import java.util.Set;

/**
 * An answer in placement's error shape (contract placement §5).
 *
 * <p>Whether it was found inside a handler shows in the {@code vary} header (§3.2), which clients can see.
 */
public final class PlacementProblem extends RuntimeException {
    static final String UNDEFINED = "placement.undefined_code";

    /** Codes of queries that are refused (contract placement §5.3). */
    public static final String DUPLICATE_KEY = "placement.query.duplicate_key";

    public static final String BAD_VALUE = "placement.query.bad_value";
    public static final String MISSING_VALUE = "placement.query.missing_value";

    /** The codes that clients of placement know; what has another one of ours is undefined to them. */
    private static final Set<String> KNOWN = Set.of(
            PlacementRefusal.CONCURRENT_UPDATE,
            PlacementRefusal.DUPLICATE_NAME,
            PlacementRefusal.PROVIDER_IN_USE,
            PlacementRefusal.PROVIDER_HAS_CHILDREN,
            PlacementRefusal.PROVIDER_NOT_FOUND,
            PlacementRefusal.INVENTORY_IN_USE,
            DUPLICATE_KEY,
            BAD_VALUE,
            MISSING_VALUE);

    private final int status;
    private final String code;
    private final boolean isFromHandler;

    private PlacementProblem(int status, String code, String message, boolean isFromHandler) {
        super(message, null, false, false);
        this.status = status;
        this.code = KNOWN.contains(code) ? code : UNDEFINED;
        this.isFromHandler = isFromHandler;
    }

    public static PlacementProblem invalid(String message) {
        return of(400, message);
    }

    public static PlacementProblem invalid(String code, String message) {
        return new PlacementProblem(400, code, message, true);
    }

    public static PlacementProblem notFound(String message) {
        return of(404, message);
    }

    /** A 404 that placement finds by a lookup outside of its handlers' own error handling. */
    public static PlacementProblem notFoundByLookup(String message) {
        return outside(404, message);
    }

    public static PlacementProblem conflict(String code, String message) {
        return new PlacementProblem(409, code, message, true);
    }

    public static PlacementProblem of(int status, String message) {
        return new PlacementProblem(status, UNDEFINED, message, true);
    }

    static PlacementProblem outside(int status, String message) {
        return new PlacementProblem(status, UNDEFINED, message, false);
    }

    /** The answer to a refusal, worded as it is. */
    public static PlacementProblem of(Refusal refusal) {
        return of(refusal, refusal.message());
    }

    /** The answer to a refusal in other words. */
    public static PlacementProblem of(Refusal refusal, String message) {
        if (!(refusal instanceof PlacementRefusal ours)) {
            return conflict(refusal.code(), message);
        }
        int status = switch (ours) {
            case PlacementRefusal.NotFound missing -> 404;
            case PlacementRefusal.Invalid invalid -> 400;
            case PlacementRefusal.UnknownProvider unknown -> 400;
            case PlacementRefusal.UnknownResourceClass unknown -> 400;
            case PlacementRefusal.Conflict conflict -> 409;
            case PlacementRefusal.ConsumerGenerationConflict conflict -> 409;
            case PlacementRefusal.NoInventory conflict -> 409;
            case PlacementRefusal.UnitsViolated conflict -> 409;
            case PlacementRefusal.CapacityExceeded conflict -> 409;
        };
        return new PlacementProblem(status, ours.code(), message, true);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    boolean isFromHandler() {
        return isFromHandler;
    }
}

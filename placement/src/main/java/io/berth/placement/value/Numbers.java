package io.berth.placement.value;

import java.math.BigInteger;
import tools.jackson.databind.JsonNode;

/** Integers in JSON, which may be as long as the client likes. */
public final class Numbers {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

    private Numbers() {}

    /** The integer (also {@code 8.0}); beyond 64 bits the nearest that there is, which no state equals and no inventory has. */
    public static long clamped(JsonNode integer) {
        return integer.decimalValue().toBigInteger().min(MAX).max(MIN).longValueExact();
    }
}

package io.berth.placement;

/**
 * How much of one resource class a provider has, and in what portions it gives it away (contract placement §8.7).
 *
 * @param total 1…2147483647
 * @param reserved what is kept back, 0…2147483647
 * @param allocationRatio how often what is not reserved may be given away; finite
 */
public record Inventory(long total, long reserved, long minUnit, long maxUnit, long stepSize, double allocationRatio) {
    /** The largest of all the integers here: placement's columns are 32 bits wide. */
    public static final long AMOUNT_MAX = 2_147_483_647L;

    /** All of {@code total}, in any portion, once. */
    public static Inventory of(long total) {
        return new Inventory(total, 0, 1, AMOUNT_MAX, 1, 1.0);
    }

    /** One thing that is taken whole, such as a machine. */
    public static Inventory single() {
        return new Inventory(1, 0, 1, 1, 1, 1.0);
    }

    /** What can be allocated altogether: {@code (total − reserved) × ratio}, truncated towards zero. */
    public long capacity() {
        return (long) ((total - reserved) * allocationRatio);
    }

    /** Whether {@code amount} is a portion that this inventory gives away. */
    public boolean portions(long amount) {
        return amount >= minUnit && amount <= maxUnit && amount % stepSize == 0;
    }
}

package io.berth.placement.allocation;

/** Whose is what clients before 1.8 claim, for they do not say (contract placement §11). */
public record IncompleteConsumer(String projectId, String userId) {
    /** As long as ids in bodies may be (contract placement §7). */
    public static final int ID_LENGTH_MAX = 255;

    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    public static final IncompleteConsumer STANDARD = new IncompleteConsumer(NOBODY, NOBODY);
}

package io.berth.deployment.design.document;

import java.util.List;

/** One line of what reading, compiling and checking a design found. */
public sealed interface DesignMessage {

    String message();

    boolean isError();

    enum Level {
        INFO("Info"),
        WARNING("Warning"),
        ERROR("Error");

        private final String wireName;

        Level(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /**
     * A finding about documents: {@code kind: ValidationMessage} on the wire (contract drydock §13.1).
     *
     * @param code {@code DD0001} and its like; not unique to one rule
     * @param message with the rule's long name in front
     */
    record Finding(String code, Level level, String message, String diagnostic, List<DocumentReference> documents)
            implements DesignMessage {

        public Finding {
            documents = List.copyOf(documents);
        }

        @Override
        public boolean isError() {
            return level == Level.ERROR;
        }
    }

    /** A plain status message: the design did not load, or (legacy form) a document was read. */
    record Note(String message, boolean isError, String contextType, String context) implements DesignMessage {

        /** Why the design as a whole cannot be used. */
        public static Note loadError(String reason) {
            return new Note("Error loading effective site: " + reason, true, "NA", "NA");
        }
    }
}

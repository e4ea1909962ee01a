package io.berth.deployment.design.ingest;

/** A document that no record can be made of; caught where the document is read and reported as DD000. */
final class Unusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean foreseen;

    private Unusable(String message, boolean foreseen) {
        super(message, null, false, false);
        this.foreseen = foreseen;
    }

    /** Something that the form of documents forbids in so many words. */
    static Unusable foreseen(String message) {
        return new Unusable(message, true);
    }

    /** A value that its field cannot hold. */
    static Unusable value(String message) {
        return new Unusable(message, false);
    }

    static Unusable missing(String field) {
        return value("Field `" + field + "' cannot be None");
    }

    boolean isForeseen() {
        return foreseen;
    }

    String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}

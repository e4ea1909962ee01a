package io.berth.deployment.design.document;

/**
 * Names the document that a finding is about.
 *
 * @param schema {@code drydock/Kind/v1}, as written
 * @param name the document's {@code metadata.name}
 */
public record DocumentReference(String schema, String name) {

    /** A document of a known kind, whichever form it was written in. */
    public static DocumentReference ofKind(String kind, String name) {
        return new DocumentReference("drydock/" + kind + "/v1", name);
    }
}

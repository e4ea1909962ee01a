package io.berth.deployment.design.document;

/** Values that nodes and other profiles inherit (contract drydock §10.7, §11). */
public record HostProfile(DocumentReference reference, String name, HostSettings settings) implements DesignDocument {}

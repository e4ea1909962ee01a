package io.berth.deployment.design.document;

/** A document of one of the eight kinds that a design is made of (contract drydock §10). */
public sealed interface DesignDocument
        permits Region, Rack, NetworkLink, Network, HardwareProfile, HostProfile, BaremetalNode, BootAction {

    /** Unique among documents of its kind in a sound design; where it is not, the first one counts in look-ups. */
    String name();

    DocumentReference reference();
}

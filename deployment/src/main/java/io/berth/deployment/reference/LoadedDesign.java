package io.berth.deployment.reference;

import io.berth.deployment.design.CompiledDesign;
import io.berth.deployment.design.ParsedSite;

/** What loading a design came to. */
public sealed interface LoadedDesign {
    /** The documents were fetched; whether they fit together is in {@code compiled}, whether they are sound is for the rules. */
    record Read(ParsedSite site, CompiledDesign compiled) implements LoadedDesign {}

    record Unreachable(String reason) implements LoadedDesign {}
}

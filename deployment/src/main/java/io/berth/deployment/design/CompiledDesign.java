package io.berth.deployment.design;

/** What compiling a site's documents came to. */
public sealed interface CompiledDesign {

    record Compiled(EffectiveDesign design) implements CompiledDesign {}

    /** References between the documents do not hold; the reason names what is missing. */
    record NotCompiled(String reason) implements CompiledDesign {}
}

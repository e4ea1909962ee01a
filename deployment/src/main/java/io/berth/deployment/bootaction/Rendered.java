package io.berth.deployment.bootaction;

/** What rendering came to. Failures name the boot action and asset, and the template's line where there is one. */
public sealed interface Rendered<T> {

    record Done<T>(T value) implements Rendered<T> {}

    record Failed<T>(String reason) implements Rendered<T> {}
}

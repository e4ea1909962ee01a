package io.berth.deployment.bootaction;

/** Gets what an asset's location names. Implementations do I/O and keep limits on size and time. */
@FunctionalInterface
public interface AssetFetcher {

    Fetched fetch(String location);

    /** What came back. */
    sealed interface Fetched {
        record Content(byte[] bytes) implements Fetched {}

        record Unavailable(String reason) implements Fetched {}
    }

    /** For designs without locations, and for those who must not fetch. */
    AssetFetcher NONE = _ -> new Fetched.Unavailable("fetching is not configured");
}

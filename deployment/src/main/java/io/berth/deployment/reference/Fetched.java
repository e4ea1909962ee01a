package io.berth.deployment.reference;

/** What following a reference came to. */
public sealed interface Fetched {
    record Content(byte[] bytes) implements Fetched {}

    /**
     * @param reason for people: names the reference without the password in it
     * @param mayPass whether trying again later may help
     */
    record Failed(String reason, boolean mayPass) implements Fetched {}
}

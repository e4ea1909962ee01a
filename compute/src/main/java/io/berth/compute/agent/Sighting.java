package io.berth.compute.agent;

/** What was seen of an agent. */
public sealed interface Sighting {
    /** It is there, whatever it makes of the question. */
    record Answers(int status) implements Sighting {}

    /** @param reason in words, of what happened */
    record Silent(String reason) implements Sighting {}
}

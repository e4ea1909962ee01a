package io.berth.server.demo;

/** A step of the story did not go as told; the message names the step and what came instead. */
public final class StoryFailed extends RuntimeException {
    StoryFailed(String message) {
        super(message);
    }
}

package io.berth.messages.catalogue;

/** How grave the thing is that a message tells: {@code message_level}. */
public enum Level {
    ERROR,
    WARNING,
    INFO
}

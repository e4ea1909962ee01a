package io.berth.hardware;

/**
 * One line of what happened during a command, fit for a task's message list.
 *
 * @param text a sentence; the fixed ones are those of contract drydock §16.1
 * @param error whether the line tells a failure
 */
public record BmcMessage(String text, boolean error) {

    public static BmcMessage info(String text) {
        return new BmcMessage(text, false);
    }

    public static BmcMessage error(String text) {
        return new BmcMessage(text, true);
    }
}

package io.berth.base;

/**
 * A text holds the character NUL, which no PostgreSQL column can, or in JSON half of a surrogate pair; nothing was changed. The
 * asker's fault: an API answers 400 with the message.
 */
public final class UnstorableText extends RuntimeException {
    public static final String MESSAGE = "a text has a character that is not possible here: NUL, or half of a surrogate pair";

    public UnstorableText(Throwable cause) {
        super(MESSAGE, cause);
    }
}

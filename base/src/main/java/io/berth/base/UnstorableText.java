package io.berth.base;

/** A text holds the character NUL, which no PostgreSQL column can; nothing was changed. The asker's fault: an API answers 400. */
public final class UnstorableText extends RuntimeException {
    public UnstorableText(Throwable cause) {
        super("the character NUL cannot be stored", cause);
    }
}

package io.berth.deployment.bootaction.template;

/** A piece of a template with the line it begins on. */
record Token(Kind kind, String text, int line) {

    enum Kind {
        /** Text that is printed as it stands. */
        DATA,
        /** {@code {{}, with the expression's tokens up to the next {@link #END}. */
        PRINT,
        /** {@code {%}, likewise. */
        STATEMENT,
        END,
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR
    }

    boolean is(String operatorOrName) {
        return (kind == Kind.OPERATOR || kind == Kind.NAME) && text.equals(operatorOrName);
    }
}

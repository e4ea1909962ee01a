package io.berth.deployment.bootaction.template;

/** What Jinja2 makes of a name or key that does not exist: prints as nothing, is false, and fails when asked for a part of it. */
record Undefined(String why) {

    static Undefined of(String why) {
        return new Undefined(why);
    }

    static Undefined name(String name) {
        return new Undefined("'" + name + "' is undefined");
    }

    /** All undefined values are equal, whatever they are undefined for. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Undefined;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "";
    }
}

package io.berth.reservation.requirement;

/** What a host looks like to an expression. */
public interface HostAttributes {
    Attribute attribute(String name);

    sealed interface Attribute {
        /** A value; numbers and booleans are text here too. */
        record Present(String text) implements Attribute {}

        /** A field of every host that is empty on this one: the only thing that equals {@code "null"}. */
        record Empty() implements Attribute {}

        /** This host does not have that capability. */
        record Absent() implements Attribute {}
    }
}

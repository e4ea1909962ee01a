package io.berth.http;

import java.util.Map;
import java.util.SequencedSet;

/** What a route table knows of a method and a path. */
public sealed interface Match {
    record Found(Route route, Map<String, String> parameters) implements Match {}

    /** The path exists, with these methods only, in the table's order. */
    record WrongMethod(SequencedSet<String> allowed) implements Match {}

    record NoSuchPath() implements Match {}
}

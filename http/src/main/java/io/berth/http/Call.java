package io.berth.http;

import java.util.Map;

/**
 * A request that passed the gates of its API: route found, caller known, version agreed.
 *
 * @param parameters the values of the path's variables, decoded
 * @param version the microversion agreed on, or {@link Microversion#NONE}
 */
public record Call(Request request, Map<String, String> parameters, Caller caller, Microversion version) {
    /** The value of a variable in the route's path. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no variable " + name);
        }
        return value;
    }
}

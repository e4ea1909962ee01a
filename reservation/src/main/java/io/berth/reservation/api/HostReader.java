package io.berth.reservation.api;

import io.berth.base.Characters;
import io.berth.base.Refusal;
import io.berth.http.schema.PythonText;
import io.berth.reservation.host.EnrolHost;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.UpdateHost;
import io.berth.reservation.refusal.ReservationRefusal.HostNotNamed;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests about hosts from the wire (contract blazar §10.2, §10.3). */
final class HostReader {
    private static final int KEY_LENGTH_MAX = 64;
    private static final int VALUE_LENGTH_MAX = 65_535;
    private static final int CAPABILITIES_MAX = 1_000;
    private static final Set<String> NAMING = Set.of("name", "id");

    private HostReader() {}

    /** What a body to enrol a host says. */
    sealed interface Enrolment {
        record Named(EnrolHost request) implements Enrolment {}

        record Unnamed(Refusal refusal) implements Enrolment {}
    }

    static Enrolment enrol(ObjectNode body) {
        JsonNode name = isNothing(body.path("name")) ? body.path("id") : body.path("name");
        if (isNothing(name)) {
            return new Enrolment.Unnamed(new HostNotNamed(PythonText.repr(body)));
        }
        SortedMap<String, String> capabilities = new TreeMap<>();
        body.properties().forEach(member -> {
            if (!NAMING.contains(member.getKey()) && !Host.FIELDS.contains(member.getKey())) {
                capabilities.put(key(member.getKey()), value(member.getValue(), member.getKey()));
            }
        });
        return new Enrolment.Named(new EnrolHost(BodyReader.text(name, "name"), limited(capabilities)));
    }

    private static boolean isNothing(JsonNode name) {
        return name.isMissingNode() || name.isString() && name.stringValue().isEmpty();
    }

    /** Whether the capabilities came in the wrapper of the seed: {@code {"values": {…}}}. */
    static boolean isWrapped(ObjectNode body) {
        return body.size() == 1 && body.path("values").isObject();
    }

    /** A null takes a capability away (contract blazar §25 row 24). */
    static UpdateHost update(String hostId, ObjectNode body) {
        ObjectNode values = isWrapped(body) ? (ObjectNode) body.path("values") : body;
        SortedMap<String, String> set = new TreeMap<>();
        SortedSet<String> removed = new TreeSet<>();
        values.properties().forEach(member -> {
            if (Host.FIELDS.contains(member.getKey())) {
                return;
            }
            if (member.getValue().isNull()) {
                removed.add(member.getKey());
            } else {
                set.put(key(member.getKey()), value(member.getValue(), member.getKey()));
            }
        });
        return new UpdateHost(hostId, values.isEmpty(), limited(set), removed);
    }

    private static SortedMap<String, String> limited(SortedMap<String, String> capabilities) {
        if (capabilities.size() > CAPABILITIES_MAX) {
            throw BodyReader.fault("Too many extra capabilities (at most " + CAPABILITIES_MAX + ")");
        }
        return capabilities;
    }

    private static String key(String key) {
        if (Characters.count(key) > KEY_LENGTH_MAX) {
            throw BodyReader.fault("Extra capability key too long");
        }
        if (key.isEmpty() || !Characters.areStorable(key)) {
            throw BodyReader.fault("Malformed extra capability key");
        }
        return key;
    }

    /** Always text in the end: {@code 5} is "5", {@code true} is "1" (contract blazar §4). */
    private static String value(JsonNode value, String key) {
        if (value.isBoolean()) {
            return value.booleanValue() ? "1" : "0";
        }
        String text = BodyReader.text(value, key);
        if (Characters.count(text) > VALUE_LENGTH_MAX) {
            throw BodyReader.malformed(key);
        }
        return text;
    }
}

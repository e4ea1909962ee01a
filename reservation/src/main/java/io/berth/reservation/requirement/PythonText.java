package io.berth.reservation.requirement;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** JSON values as Python prints them: Blazar's error texts show what was sent in that form. */
public final class PythonText {
    private PythonText() {}

    public static String of(JsonNode node) {
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(of(item)));
            return "[" + String.join(", ", items) + "]";
        }
        if (node.isObject()) {
            List<String> members = new ArrayList<>();
            node.properties().forEach(member -> members.add(quoted(member.getKey()) + ": " + of(member.getValue())));
            return "{" + String.join(", ", members) + "}";
        }
        if (node.isString()) {
            return quoted(node.stringValue());
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? "True" : "False";
        }
        return node.isNull() ? "None" : node.toString();
    }

    /** A string as Python's repr shows it, for printable text. */
    public static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
        return escaped.contains("'") && !escaped.contains("\"")
                ? '"' + escaped + '"'
                : "'" + escaped.replace("'", "\\'") + "'";
    }
}

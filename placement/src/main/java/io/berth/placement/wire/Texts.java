package io.berth.placement.wire;

import tools.jackson.databind.JsonNode;

/** Text that no database stores: the character 0 and halves of surrogate pairs. Refused wherever a client sends it. */
public final class Texts {
    private Texts() {}

    /** @throws PlacementProblem 400 */
    static void check(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (isPair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                throw PlacementProblem.invalid("text with the character U+" + "%04X".formatted((int) c) + " is not accepted");
            }
        }
    }

    /** Every name and every text in it. */
    static void check(JsonNode node) {
        if (node.isString()) {
            check(node.asString());
        }
        if (node.isObject()) {
            node.propertyNames().forEach(Texts::check);
        }
        node.forEach(Texts::check);
    }
}

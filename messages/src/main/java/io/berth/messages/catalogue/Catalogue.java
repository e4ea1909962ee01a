package io.berth.messages.catalogue;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Event ids and the words that they stand for (contract cinder-messages §5). Words are made when read, never stored. */
public final class Catalogue {
    /** Texts of rows that old releases wrote; they may lack the prefix, as those of the seed's time do. */
    private static final Map<String, String> LEGACY = Map.of(
            "VOLUME_000001", "An unknown error occurred.",
            "VOLUME_000002", "No storage could be allocated for this volume request. You may be able to try another size "
                    + "or volume type.",
            "VOLUME_000003", "A readonly volume must be attached as readonly.",
            "VOLUME_000004", "Failed to copy volume to image as image quota has been met. Please delete images or have "
                    + "your limit increased, then try again.",
            "VOLUME_000005", "Unmanaging encrypted volumes is not supported.");

    private static final String PREFIX = "VOLUME_";
    private static final String UNKNOWN_ACTION = "unknown action";

    /** A part of a text that is told only where all of its parameters are known. */
    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\]]*)\\]");

    private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)\\}");

    private Catalogue() {}

    /** {@code VOLUME_VOLUME_001_003}, {@code VOLUME_LEASE_100_100}: the form that clients know, for all resource types. */
    public static String eventId(ResourceType type, Action action, Detail detail) {
        return PREFIX + type + "_" + action.id() + "_" + detail.id();
    }

    /** {@code <action>:<detail>}; an unknown action says so, an unknown detail reads as 001. */
    public static String text(String actionId, String detailId, Map<Parameter, String> parameters) {
        String action = Action.withId(actionId).map(Action::text).orElse(UNKNOWN_ACTION);
        Detail detail = Detail.withId(detailId).orElse(Detail.UNKNOWN_ERROR);
        return action + ":" + fill(detail.template(), parameters);
    }

    /** The text of an event id of old, {@code VOLUME_000002} or {@code 000002}. */
    public static String legacyText(String eventId) {
        String prefixed = eventId.startsWith(PREFIX) ? eventId : PREFIX + eventId;
        return LEGACY.getOrDefault(prefixed, Detail.UNKNOWN_ERROR.template());
    }

    private static String fill(String template, Map<Parameter, String> parameters) {
        return OPTIONAL.matcher(template)
                .replaceAll(part -> Matcher.quoteReplacement(fillPart(part.group(1), parameters)));
    }

    private static String fillPart(String part, Map<Parameter, String> parameters) {
        String filled = part;
        Matcher places = PLACE.matcher(part);
        while (places.find()) {
            Optional<String> value = parameter(places.group(1)).flatMap(name -> Optional.ofNullable(parameters.get(name)));
            if (value.isEmpty()) {
                return "";
            }
            filled = filled.replace(places.group(), value.get());
        }
        return filled;
    }

    /** The parameter of this key, where there is one. */
    public static Optional<Parameter> parameter(String key) {
        return Arrays.stream(Parameter.values())
                .filter(parameter -> parameter.key().equals(key))
                .findFirst();
    }
}

package io.berth.messages.catalogue;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a message may name beside its predefined text. Each has a form that leaves no room for sentences, so that the text
 * of an exception, a path or a secret cannot slip in: a value of another form is not told.
 */
public enum Parameter {
    /** A host's short name or FQDN (RFC 1123). */
    HOST("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?"),
    /** The host that took another's place. */
    REPLACEMENT("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?"),
    /** Who found out: {@code operator}, {@code redfish}. */
    SOURCE("[a-z]([a-z-]{0,30}[a-z])?"),
    /** A boot action's name. */
    BOOT_ACTION("[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9])?"),
    /** An external event's name: {@code network-vif-plugged}. */
    EVENT("[a-z]([a-z-]{0,62}[a-z])?"),
    /** How many failed. */
    FAILED("[0-9]{1,6}"),
    /** Out of how many. */
    TOTAL("[0-9]{1,6}");

    private final Pattern form;

    Parameter(String form) {
        this.form = Pattern.compile(form);
    }

    /** The name between braces in a text, and in storage. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean allows(String value) {
        return form.matcher(value).matches();
    }
}

package io.berth.identity.directory;

/** A realm of names: users and projects are named within one. */
public record Domain(String id, String name, String description, boolean isEnabled) {
    /** The id of the domain that every site has (contract keystone §11); all other ids are 32 hex digits. */
    public static final String DEFAULT_ID = "default";
}

package io.berth.identity.directory;

import java.util.Optional;

/**
 * Someone, or some service, that can log in.
 *
 * @param defaultProjectId the project of a token that was asked for without a scope
 */
public record User(String id, String domainId, String name, boolean isEnabled, Optional<String> defaultProjectId) {}

package io.berth.identity.catalog;

/**
 * A service that clients find through their token.
 *
 * @param type what they look for: {@code compute}
 * @param name shown to people: {@code nova}
 * @param pathTemplate where it is on this server, {@code /volume/v3/%(project_id)s}, or a whole URL where it is elsewhere;
 *     {@code %(…)s} and {@code $(…)s} of {@code project_id}, {@code tenant_id} and {@code user_id} are filled from the token
 */
public record CatalogEntry(String type, String name, String pathTemplate) {}

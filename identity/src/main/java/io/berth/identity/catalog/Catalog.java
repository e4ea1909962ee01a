package io.berth.identity.catalog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What services there are and where (contract keystone §10). URLs begin with the origin that the client itself used, so
 * they are right behind any address or port; ids are derived from names, so they are the same on every replica and start.
 */
public final class Catalog {
    public static final String REGION = "RegionOne";
    public static final List<String> INTERFACES = List.of("public", "internal", "admin");

    private static final Pattern VARIABLE = Pattern.compile("[%$]\\((\\w+)\\)s");

    private final List<CatalogEntry> entries;

    public Catalog(List<CatalogEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** What Berth itself serves (contract clients §2: compute and reservation versioned, placement not). */
    public static Catalog ofBerth() {
        return new Catalog(List.of(
                new CatalogEntry("identity", "keystone", "/identity/v3"),
                new CatalogEntry("compute", "nova", "/compute/v2.1"),
                new CatalogEntry("volumev3", "cinderv3", "/volume/v3/%(project_id)s"),
                new CatalogEntry("block-storage", "cinder", "/volume/v3/%(project_id)s"),
                new CatalogEntry("image", "glance", "/image"),
                new CatalogEntry("placement", "placement", "/placement"),
                new CatalogEntry("reservation", "blazar", "/reservation/v1"),
                new CatalogEntry("physicalprovisioner", "drydock", "/api/v1.0")));
    }

    /** The services for a token of this user and project. */
    public List<CatalogService> services(String origin, String userId, Optional<String> projectId) {
        Map<String, Optional<String>> values = Map.of(
                "project_id", projectId,
                "tenant_id", projectId,
                "user_id", Optional.of(userId));
        return entries.stream()
                .map(entry -> service(entry, fill(url(entry, origin), values)))
                .toList();
    }

    /** The services as they are registered, variables in their URLs unfilled. */
    public List<CatalogService> templates(String origin) {
        return entries.stream()
                .map(entry -> service(entry, Optional.of(url(entry, origin))))
                .toList();
    }

    private static CatalogService service(CatalogEntry entry, Optional<String> url) {
        String serviceId = id("service/" + entry.type());
        List<Endpoint> endpoints = url.stream()
                .flatMap(filled -> INTERFACES.stream()
                        .map(name -> new Endpoint(
                                id("endpoint/" + entry.type() + "/" + name), name, serviceId, filled)))
                .toList();
        return new CatalogService(serviceId, entry.type(), entry.name(), endpoints);
    }

    private static String url(CatalogEntry entry, String origin) {
        return entry.pathTemplate().startsWith("/") ? origin + entry.pathTemplate() : entry.pathTemplate();
    }

    private static Optional<String> fill(String template, Map<String, Optional<String>> values) {
        Matcher variable = VARIABLE.matcher(template);
        StringBuilder url = new StringBuilder();
        while (variable.find()) {
            Optional<String> value = values.getOrDefault(variable.group(1), Optional.empty());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            variable.appendReplacement(url, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(variable.appendTail(url).toString());
    }

    /** 32 hex digits, always the same for a name. */
    private static String id(String name) {
        return UUID.nameUUIDFromBytes(("berth/" + name).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}

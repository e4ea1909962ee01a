package io.berth.deployment.design.document;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The site itself (contract drydock §10.2).
 *
 * @param authorizedKeys SSH public keys
 */
public record Region(
        DocumentReference reference,
        String name,
        List<TagDefinition> tagDefinitions,
        List<String> authorizedKeys,
        boolean removeUnlisted,
        List<Repository> repositories)
        implements DesignDocument {

    public Region {
        tagDefinitions = List.copyOf(tagDefinitions);
        authorizedKeys = List.copyOf(authorizedKeys);
        repositories = List.copyOf(repositories);
    }

    /** A tag that hardware gets when its {@code lshw} report matches an XPath. */
    public record TagDefinition(String tag, String definitionType, String definition) {}

    /** A package repository; a missing URL is nobody's error before the site is prepared. */
    public record Repository(
            String name,
            @Nullable String type,
            @Nullable String url,
            List<String> arches,
            List<String> distributions,
            List<String> subrepos,
            List<String> components,
            @Nullable String gpgKey,
            Map<String, String> options) {

        public Repository {
            arches = List.copyOf(arches);
            distributions = List.copyOf(distributions);
            subrepos = List.copyOf(subrepos);
            components = List.copyOf(components);
            options = Copies.ordered(options);
        }
    }
}

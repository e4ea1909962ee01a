package io.berth.identity.directory;

/** What a token is good for (contract keystone §6): a project, a domain, the system, or nothing but asking for other tokens. */
public sealed interface Scope {
    record Unscoped() implements Scope {}

    /** @param domain the project's own */
    record InProject(Project project, Domain domain) implements Scope {}

    record InDomain(Domain domain) implements Scope {}

    record InSystem() implements Scope {}

    default boolean isEnabled() {
        return switch (this) {
            case InProject(Project project, Domain domain) -> project.isEnabled() && domain.isEnabled();
            case InDomain(Domain domain) -> domain.isEnabled();
            case InSystem(), Unscoped() -> true;
        };
    }
}

package io.berth.identity.token;

import java.util.List;
import java.util.Optional;

/**
 * Asks for a token: by which methods, with which proofs, and for what (contract keystone §9).
 *
 * @param methods as named by the client, unsupported ones included
 * @param password present where the methods name it
 * @param token present where the methods name it: a token that the client already has
 * @param credential present where the methods name it
 */
public record TokenRequest(
        List<String> methods,
        Optional<PasswordProof> password,
        Optional<String> token,
        Optional<CredentialProof> credential,
        WantedScope scope) {
    public TokenRequest {
        methods = List.copyOf(methods);
    }

    public record PasswordProof(Named user, String password) {
        @Override
        public String toString() {
            return "PasswordProof[" + user + "]";
        }
    }

    /** An application credential and its secret. */
    public record CredentialProof(CredentialName name, String secret) {
        @Override
        public String toString() {
            return "CredentialProof[" + name + "]";
        }
    }

    /** An application credential by id, or by name and owner. */
    public sealed interface CredentialName {
        record ById(String id) implements CredentialName {}

        record ByName(String name, Named user) implements CredentialName {}
    }

    /** A user or project by id, or by name within a domain. */
    public sealed interface Named {
        record ById(String id) implements Named {}

        record ByName(String name, DomainName domain) implements Named {}
    }

    /** A domain by id or by name. */
    public sealed interface DomainName {
        record ById(String id) implements DomainName {}

        record ByName(String name) implements DomainName {}
    }

    public sealed interface WantedScope {
        /** The client named none: the user's default project, or nothing. */
        record Default() implements WantedScope {}

        record Nothing() implements WantedScope {}

        record OfProject(Named project) implements WantedScope {}

        record OfDomain(DomainName domain) implements WantedScope {}

        record OfSystem() implements WantedScope {}
    }

    @Override
    public String toString() {
        return "TokenRequest[" + methods + ", " + scope + "]";
    }
}

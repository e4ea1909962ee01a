package io.berth.identity;

import io.berth.base.Refusal;

/** Why the identity service does not do something. The wording is the contract's (contract keystone §9). */
public sealed interface IdentityRefusal extends Refusal {
    /**
     * The same words for a wrong password, an unknown user, a project without a role and everything else that keeps one
     * out: the asker must not learn which it was.
     */
    record NotAuthenticated() implements IdentityRefusal {
        @Override
        public String code() {
            return "identity.not_authenticated";
        }

        @Override
        public String message() {
            return "The request you have made requires authentication.";
        }
    }

    record UnsupportedMethod() implements IdentityRefusal {
        @Override
        public String code() {
            return "identity.unsupported_method";
        }

        @Override
        public String message() {
            return "Attempted to authenticate with an unsupported method.";
        }
    }

    /** The token to validate, revoke or exchange is unknown, expired or revoked. */
    record TokenNotFound() implements IdentityRefusal {
        @Override
        public String code() {
            return "identity.token_not_found";
        }

        @Override
        public String message() {
            return "Failed to validate token";
        }
    }

    /** An application credential is bound to its project: it cannot ask for another scope (K64). */
    record CredentialScope() implements IdentityRefusal {
        @Override
        public String code() {
            return "identity.application_credential_scope";
        }

        @Override
        public String message() {
            return "Error authenticating with application credential: Application credentials cannot request a scope.";
        }
    }

    /** A token of a restricted application credential may not make or delete others. */
    record CredentialForbidden() implements IdentityRefusal {
        @Override
        public String code() {
            return "identity.application_credential_forbidden";
        }

        @Override
        public String message() {
            return "Using method 'application_credential' is not allowed for managing additional application credentials.";
        }
    }

    record CredentialExists(String name) implements IdentityRefusal {
        @Override
        public String code() {
            return "identity.application_credential_exists";
        }

        @Override
        public String message() {
            return "Conflict occurred attempting to store application_credential - Duplicate entry found with name " + name
                    + ".";
        }
    }

    record CredentialNotPossible(String reason) implements IdentityRefusal {
        @Override
        public String code() {
            return "identity.application_credential_not_possible";
        }

        @Override
        public String message() {
            return "Invalid application credential: " + reason + ".";
        }
    }
}

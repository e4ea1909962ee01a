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
}

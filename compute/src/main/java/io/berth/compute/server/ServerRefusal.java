package io.berth.compute.server;

import io.berth.base.Refusal;

/** Why nothing was done with a server. */
public sealed interface ServerRefusal extends Refusal {
    /** Unknown, deleted, or of a project that the caller does not see. The id is as the caller wrote it. */
    record NoSuchServer(String id) implements ServerRefusal {
        @Override
        public String code() {
            return "compute.no_such_server";
        }

        @Override
        public String message() {
            return "Instance " + id + " could not be found.";
        }
    }

    record NoSuchFlavor(String id) implements ServerRefusal {
        @Override
        public String code() {
            return "compute.no_such_flavor";
        }

        @Override
        public String message() {
            return "Flavor " + id + " could not be found.";
        }
    }

    record NotAllowed(String rule) implements ServerRefusal {
        @Override
        public String code() {
            return "compute.not_allowed";
        }

        @Override
        public String message() {
            return "Policy doesn't allow " + rule + " to be performed.";
        }
    }
}

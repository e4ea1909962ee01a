package io.berth.deployment.boot;

import io.berth.base.Refusal;

/** Why a node's fetch or report was refused (contract drydock §4.12, §4.13). */
public sealed interface BootRefusal extends Refusal {
    /** No deployment of a node of that name. */
    record UnknownNode(String node) implements BootRefusal {
        @Override
        public String code() {
            return "deployment.boot.unknown_node";
        }

        @Override
        public String message() {
            return "Error locating boot action for " + node;
        }
    }

    record UnknownAction(String id) implements BootRefusal {
        @Override
        public String code() {
            return "deployment.boot.unknown_action";
        }

        @Override
        public String message() {
            return "No boot action " + id;
        }
    }

    record NoKey() implements BootRefusal {
        @Override
        public String code() {
            return "deployment.boot.key_missing";
        }

        @Override
        public String message() {
            return "No X-Bootaction-Key";
        }
    }

    record WrongKey() implements BootRefusal {
        @Override
        public String code() {
            return "deployment.boot.key_wrong";
        }

        @Override
        public String message() {
            return "Invalid X-Bootaction-Key";
        }
    }

    record BadReport() implements BootRefusal {
        @Override
        public String code() {
            return "deployment.boot.report_invalid";
        }

        @Override
        public String message() {
            return "Error processing body.";
        }
    }

    record Finalized(String id) implements BootRefusal {
        @Override
        public String code() {
            return "deployment.boot.finalized";
        }

        @Override
        public String message() {
            return "Action " + id + " status finalized, not available for update.";
        }
    }

    /** @param limit how many there may be */
    record TooMuch(String what, int limit) implements BootRefusal {
        @Override
        public String code() {
            return "deployment.boot.too_much";
        }

        @Override
        public String message() {
            return "There are " + limit + " " + what + " already, more are not kept.";
        }
    }

    /** The boot data cannot be made: the design is gone or broken, or an asset cannot be had. */
    record NotRendered(String reason) implements BootRefusal {
        @Override
        public String code() {
            return "deployment.boot.not_rendered";
        }

        @Override
        public String message() {
            return reason;
        }
    }
}

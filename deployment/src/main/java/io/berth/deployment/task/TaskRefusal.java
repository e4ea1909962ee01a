package io.berth.deployment.task;

import io.berth.base.Refusal;

/** Why a task was not created. */
public sealed interface TaskRefusal extends Refusal {
    /** @param action as asked for; {@code None} where none was (the words of the real service) */
    record UnsupportedAction(String action) implements TaskRefusal {
        @Override
        public String code() {
            return "deployment.task.unsupported_action";
        }

        @Override
        public String message() {
            return "Unsupported action " + action;
        }
    }

    record MissingDesign() implements TaskRefusal {
        @Override
        public String code() {
            return "deployment.task.design_missing";
        }

        @Override
        public String message() {
            return "Missing input required value: design_ref";
        }
    }

    /** The reference holds characters that no URL has. */
    record DesignNotAReference() implements TaskRefusal {
        @Override
        public String code() {
            return "deployment.task.design_invalid";
        }

        @Override
        public String message() {
            return "design_ref must be a URL";
        }
    }

    /** The filter is neither an object nor null. */
    record FilterNotAnObject() implements TaskRefusal {
        @Override
        public String code() {
            return "deployment.task.node_filter_invalid";
        }

        @Override
        public String message() {
            return "node_filter must be an object or null";
        }
    }
}

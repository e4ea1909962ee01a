package io.berth.deployment.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a task does (contract drydock §5.3): the actions that may be asked for, and those that are only steps of them. */
public enum ActionName {
    VALIDATE_DESIGN(true),
    VERIFY_NODES(true),
    PREPARE_NODES(true),
    DEPLOY_NODES(true),
    DESTROY_NODES(true),
    INTERROGATE_OOB(false),
    DEPLOY_NODE(false),
    BOOTACTION_REPORT(false),
    DESTROY_NODE(false);

    private final boolean canBeAskedFor;

    ActionName(boolean canBeAskedFor) {
        this.canBeAskedFor = canBeAskedFor;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the action is about the site and not about nodes of it. */
    public boolean isAboutSite() {
        return this == VALIDATE_DESIGN;
    }

    /** An action by the name that a client may ask for. */
    public static Optional<ActionName> askedFor(String wireName) {
        return Arrays.stream(values())
                .filter(action -> action.canBeAskedFor && action.wireName().equals(wireName))
                .findFirst();
    }

    public static ActionName ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}

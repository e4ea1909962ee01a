package io.berth.deployment.action;

import io.berth.deployment.task.ResultMessage;
import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a node's step failed, in kinds that a user may be told. Kept with the step's message, so that a run which goes on
 * elsewhere still knows it.
 */
enum FailureCause {
    CONTROLLER_UNREACHABLE,
    CONTROLLER_REFUSED_LOGIN,
    HOST_NOT_POWERED_ON,
    NO_NETWORK_BOOT,
    NOT_PREPARED,
    BOOT_ACTION_FAILED,
    BOOT_ACTION_SILENT;

    private static final String CAUSE = "cause";
    private static final String BOOT_ACTION = "boot_action";

    ResultMessage message(Instant now, String node, String text) {
        return message(now, node, text, "");
    }

    /** @param bootAction its name; empty where it is none's fault */
    ResultMessage message(Instant now, String node, String text, String bootAction) {
        var extra = Json.object().put(CAUSE, name().toLowerCase(Locale.ROOT));
        if (!bootAction.isEmpty()) {
            extra.put(BOOT_ACTION, bootAction);
        }
        return new ResultMessage(now, text, true, "node", node, Json.text(extra));
    }

    /** Something that failed, as a message tells it. */
    record Failure(String node, FailureCause cause, Optional<String> bootAction) {}

    /** Absent where the message tells no cause. */
    static Optional<Failure> read(ResultMessage message) {
        if (!message.isError() || message.extra().equals(ResultMessage.NO_EXTRA)) {
            return Optional.empty();
        }
        var extra = Json.read(message.extra().getBytes(StandardCharsets.UTF_8));
        String bootAction = extra.path(BOOT_ACTION).asString("");
        return Arrays.stream(values())
                .filter(cause -> cause.name().equalsIgnoreCase(extra.path(CAUSE).asString("")))
                .findFirst()
                .map(cause -> new Failure(
                        message.context(), cause, bootAction.isEmpty() ? Optional.empty() : Optional.of(bootAction)));
    }
}

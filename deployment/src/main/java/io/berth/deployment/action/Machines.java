package io.berth.deployment.action;

import io.berth.deployment.BmcAddressBook;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.task.ResultMessage;
import io.berth.hardware.BmcDriver;
import io.berth.hardware.BmcEndpoint;
import io.berth.hardware.BmcMessage;
import io.berth.hardware.BmcResult;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The management controllers of a design's nodes: which driver commands them, where they are, who logs in. */
public final class Machines {
    static final String REDFISH = "redfish";

    /** How the driver words it; the result itself does not tell what was refused. */
    private static final String LOGIN_REFUSED = "refuses the login";

    private final BmcDriver redfish;
    private final BmcAddressBook addresses;
    private final boolean verifyTls;

    public Machines(BmcDriver redfish, BmcAddressBook addresses, boolean verifyTls) {
        this.redfish = redfish;
        this.addresses = addresses;
        this.verifyTls = verifyTls;
    }

    public BmcDriver driver() {
        return redfish;
    }

    public sealed interface Located {
        record Controller(BmcEndpoint endpoint) implements Located {}

        /** The design does not tell how to command the node. */
        record Nowhere(String reason) implements Located {}
    }

    /** The controller that the design gives the node (contract drydock §16.1). */
    public Located locate(EffectiveNode node) {
        String type = node.settings().oobType();
        if (!REDFISH.equals(type)) {
            return new Located.Nowhere("Node " + node.name() + " OOB type " + type + " is not supported.");
        }
        Map<String, String> oob = node.settings().oobParameters();
        Optional<String> account = Optional.ofNullable(oob.get("account"));
        Optional<String> credential = Optional.ofNullable(oob.get("credential"));
        Optional<URI> address = node.oobAddress().flatMap(addresses::locate);
        if (account.isEmpty() || credential.isEmpty() || address.isEmpty()) {
            return new Located.Nowhere("Node " + node.name()
                    + " needs oob.network, oob.account, oob.credential and an address on that network.");
        }
        return new Located.Controller(new BmcEndpoint(address.get(), account.get(), credential.get(), verifyTls));
    }

    /** What a driver said, as messages about the node. */
    static List<ResultMessage> messages(Instant now, String node, List<BmcMessage> lines) {
        return lines.stream()
                .map(line -> ResultMessage.ofNode(now, node, line.text(), line.error()))
                .toList();
    }

    /** What to tell of a command that was not done; the last line carries its cause. */
    static List<ResultMessage> failure(Instant now, String node, BmcResult<?> result, FailureCause otherwise) {
        FailureCause cause = switch (result) {
            case BmcResult.Unreachable<?> unreachable -> FailureCause.CONTROLLER_UNREACHABLE;
            case BmcResult.Refused<?> refused -> isLogin(refused) ? FailureCause.CONTROLLER_REFUSED_LOGIN : otherwise;
            case BmcResult.Done<?> done -> otherwise;
        };
        List<BmcMessage> lines = result.messages();
        if (lines.isEmpty()) {
            return List.of(cause.message(now, node, "The controller of node " + node + " did not do it."));
        }
        List<ResultMessage> before = messages(now, node, lines.subList(0, lines.size() - 1));
        return Stream.concat(
                        before.stream(), Stream.of(cause.message(now, node, lines.getLast().text())))
                .toList();
    }

    private static boolean isLogin(BmcResult.Refused<?> refused) {
        return refused.reason().contains(LOGIN_REFUSED);
    }
}

package io.berth.deployment.design.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A physical attachment: which networks it carries and how ports are bonded (contract drydock §10.4).
 *
 * @param mtu bytes
 * @param trunked true for trunking mode {@code 802.1q}
 */
public record NetworkLink(
        DocumentReference reference,
        String name,
        Bonding bonding,
        int mtu,
        String linkSpeed,
        boolean trunked,
        @Nullable String defaultNetwork,
        List<String> allowedNetworks,
        Map<String, String> labels)
        implements DesignDocument {

    public static final int DEFAULT_MTU = 1500;

    public NetworkLink {
        allowedNetworks = List.copyOf(allowedNetworks);
        labels = Copies.ordered(labels);
    }

    /** The network that travels untagged on this link. */
    public Optional<String> nativeNetwork() {
        return Optional.ofNullable(defaultNetwork);
    }

    /** Whether the link and its networks are left alone by whatever configures networks. */
    public boolean isUnmanaged() {
        return labels.containsKey("noconfig");
    }

    /** How the ports of a link are bonded; times in milliseconds. */
    public sealed interface Bonding {

        /** The mode as documents spell it. */
        String mode();

        record Disabled() implements Bonding {
            @Override
            public String mode() {
                return "disabled";
            }
        }

        record Lacp(int monitorMillis, int upDelayMillis, int downDelayMillis, String hash, String peerRate) implements Bonding {
            @Override
            public String mode() {
                return "802.3ad";
            }
        }

        record RoundRobin(int monitorMillis, int upDelayMillis, int downDelayMillis) implements Bonding {
            @Override
            public String mode() {
                return "balance-rr";
            }
        }

        record ActiveBackup(int monitorMillis, int upDelayMillis, int downDelayMillis) implements Bonding {
            @Override
            public String mode() {
                return "active-backup";
            }
        }
    }
}

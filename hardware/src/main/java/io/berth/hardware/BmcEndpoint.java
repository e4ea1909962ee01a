package io.berth.hardware;

import java.net.URI;

/**
 * Where a controller listens and who logs in.
 *
 * @param base scheme, host and port, such as {@code https://10.40.0.16}; a path before {@code /redfish} is kept
 * @param verifyTls whether the certificate must be trusted; false for the self-signed ones that controllers are sold with
 */
public record BmcEndpoint(URI base, String account, String credential, boolean verifyTls) {

    public BmcEndpoint {
        String scheme = base.getScheme();
        if (base.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("a BMC address is http(s)://host[:port], not " + base);
        }
    }

    /** The host, and the port where it is not the scheme's own: how messages name this controller. */
    public String name() {
        return base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
    }

    /** Leaves the credential out, so that no log line shows it. */
    @Override
    public String toString() {
        return "BmcEndpoint[" + base + ", account=" + account + ", verifyTls=" + verifyTls + "]";
    }
}

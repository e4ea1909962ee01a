package io.berth.acceptance.harness;

import java.net.URI;

/** One Berth with {@code --auth noauth} for all classes: there, a token is {@code user:project} and is believed. */
public final class NoauthBerth {
    /** The project of the messages seed. */
    public static final String PROJECT = "6c430ede-9476-4128-8838-8d3929ced223";

    private static final class Holder {
        static final BerthProcess INSTANCE = start();

        private static BerthProcess start() {
            BerthProcess berth = BerthProcess.serve(
                    BerthProcess.Options.in(Leftovers.newDirectory("noauth")).with("--auth", "noauth"));
            berth.awaitHosts(Session.believed(berth.url(), "admin", "admin"));
            return berth;
        }
    }

    private NoauthBerth() {}

    public static URI url() {
        return Holder.INSTANCE.url();
    }

    public static Session admin() {
        return Session.believed(url(), "admin", "admin");
    }

    /** A member of {@link #PROJECT}. */
    public static Session user() {
        return Session.believed(url(), "user", PROJECT);
    }
}

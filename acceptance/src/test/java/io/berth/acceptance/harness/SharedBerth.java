package io.berth.acceptance.harness;

import java.net.URI;

/** One Berth for all classes that leave it as they found it, or use names and times of their own. Started at first use. */
public final class SharedBerth {
    private static final class Holder {
        static final BerthProcess INSTANCE = start();

        private static BerthProcess start() {
            BerthProcess berth = BerthProcess.serve(BerthProcess.Options.in(Leftovers.newDirectory("shared")));
            berth.awaitHosts();
            return berth;
        }
    }

    private SharedBerth() {}

    public static BerthProcess process() {
        return Holder.INSTANCE;
    }

    public static URI url() {
        return process().url();
    }

    public static Session admin() {
        return Session.logIn(url(), "admin", "admin");
    }

    /** A member of project demo. */
    public static Session demo() {
        return Session.logIn(url(), "demo", "demo");
    }

    /** A reader of project demo. */
    public static Session reader() {
        return Session.logIn(url(), "reader", "demo");
    }

    /** An account with the service role. */
    public static Session nova() {
        return Session.logIn(url(), "nova", "service");
    }
}

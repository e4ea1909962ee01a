package io.berth.server.fake;

import io.berth.base.Ids;
import io.berth.store.Database;
import io.berth.store.Settings;
import java.util.HexFormat;
import java.util.Optional;

/** The one password of all users of a simulated site. Kept readable, because it protects nothing and each start shows it. */
public final class FakePasswords {
    private static final String SETTING = "fake_password";
    private static final int BYTES = 8;

    private FakePasswords() {}

    /** The password of the site's first start: the one given, or one made then. */
    public static String of(Database database, Optional<String> given, Ids ids) {
        return database.transact(tx -> {
            Optional<String> kept = Settings.get(tx, SETTING);
            String password = kept.or(() -> given).orElseGet(() -> HexFormat.of().formatHex(ids.key(BYTES)));
            Settings.put(tx, SETTING, password);
            return password;
        });
    }
}

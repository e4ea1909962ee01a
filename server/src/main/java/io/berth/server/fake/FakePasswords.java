package io.berth.server.fake;

import io.berth.base.Ids;
import io.berth.store.Database;
import io.berth.store.Settings;
import java.util.HexFormat;

/**
 * The one password of all users of a simulated site. Kept readable, because it protects nothing and each start shows it, unless the
 * operator has given one: that is kept nowhere.
 */
public final class FakePasswords {
    private static final String SETTING = "fake_password";
    private static final int BYTES = 8;

    private FakePasswords() {}

    /** The password made by the site's first start without a given one, which may be this. */
    public static String made(Database database, Ids ids) {
        return database.transact(tx -> Settings.get(tx, SETTING).orElseGet(() -> {
            String password = HexFormat.of().formatHex(ids.key(BYTES));
            Settings.put(tx, SETTING, password);
            return password;
        }));
    }
}

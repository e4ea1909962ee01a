package io.berth.acceptance.harness;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** When a test fails, what the Berths of the moment said is half of the answer to why. */
public final class ShowBerthOnFailure implements TestWatcher {
    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        Leftovers.running().forEach(berth -> System.err.println(
                "\n=== Berth while " + context.getDisplayName() + " failed\n" + berth.ends()));
    }
}

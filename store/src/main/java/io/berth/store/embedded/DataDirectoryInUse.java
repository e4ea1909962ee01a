package io.berth.store.embedded;

import java.nio.file.Path;

/** Another Berth holds the data directory; the message names both the directory and the holder's process id. */
public final class DataDirectoryInUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DataDirectoryInUse(Path directory, String holder) {
        super("The data directory %s is in use by another Berth (process %s): stop that one, or choose another data directory."
                .formatted(directory, holder));
    }
}

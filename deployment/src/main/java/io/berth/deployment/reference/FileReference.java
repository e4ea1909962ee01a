package io.berth.deployment.reference;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads a file below an allowed directory, links resolved. What is not allowed looks like what does not exist. */
final class FileReference {
    private final ReferenceOptions options;

    FileReference(ReferenceOptions options) {
        this.options = options;
    }

    Fetched fetch(URI uri) {
        String path = uri.getPath();
        Fetched.Failed refused = new Fetched.Failed(
                uri + " cannot be read, or is below no directory that designs may be read from.", false);
        if (path == null || path.isEmpty()) {
            return refused;
        }
        try {
            Path real = Path.of(path).toRealPath();
            if (!isAllowed(real) || !Files.isRegularFile(real)) {
                return refused;
            }
            try (InputStream stream = Files.newInputStream(real)) {
                byte[] bytes = stream.readNBytes(options.bytesMax() + 1);
                return bytes.length > options.bytesMax()
                        ? new Fetched.Failed(uri + " is larger than " + options.bytesMax() + " bytes.", false)
                        : new Fetched.Content(bytes);
            }
        } catch (IOException | InvalidPathException unreadable) {
            return refused;
        }
    }

    private boolean isAllowed(Path real) throws IOException {
        for (Path directory : options.directories()) {
            if (Files.isDirectory(directory) && real.startsWith(directory.toRealPath())) {
                return true;
            }
        }
        return false;
    }
}

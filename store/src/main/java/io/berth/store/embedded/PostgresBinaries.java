package io.berth.store.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs for this machine, unpacked once from the archive on the class path. */
final class PostgresBinaries {

    private static final int OWNER_MAY_EXECUTE = 0100;

    private PostgresBinaries() {}

    /**
     * The folder that holds {@code bin}, {@code lib} and {@code share}. Many processes may unpack at once: each does so into a
     * folder of its own, and the first to rename wins.
     */
    static Path unpacked(Path cache) throws IOException {
        URL archive = archive();
        Path home = cache.resolve("postgres-" + fingerprint(archive));
        if (Files.isDirectory(home)) {
            return home;
        }
        Files.createDirectories(cache);
        Path fresh = Files.createTempDirectory(cache, "unpacking-");
        try (InputStream in = archive.openStream()) {
            unpack(in, fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException lostRace) {
            if (!Files.isDirectory(home)) {
                throw lostRace;
            }
        } finally {
            delete(fresh);
        }
        return home;
    }

    private static URL archive() {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        String name = switch (platform.toLowerCase(Locale.ROOT)) {
            case "linux amd64", "linux x86_64" -> "/postgres-linux-x86_64.txz";
            case "linux aarch64", "linux arm64" -> "/postgres-linux-arm_64.txz";
            default -> throw new EmbeddedPostgresUnavailable("There is no embedded PostgreSQL for " + platform
                    + ", only for Linux on amd64 and arm64: " + EmbeddedPostgresUnavailable.ELSEWHERE);
        };
        @Nullable URL archive = PostgresBinaries.class.getResource(name);
        if (archive == null) {
            throw new EmbeddedPostgresUnavailable("The embedded PostgreSQL (" + name + ") is not on the class path:"
                    + " install Berth whole, or " + EmbeddedPostgresUnavailable.ELSEWHERE);
        }
        return archive;
    }

    /**
     * Tells archives apart by what the jar's directory says of them. Hashing 15 MB at every start would cost 80 to 220 ms of a warm
     * start of some 400.
     */
    private static String fingerprint(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        return connection instanceof JarURLConnection jar
                ? "%d-%08x".formatted(jar.getJarEntry().getSize(), jar.getJarEntry().getCrc())
                : "%d-%x".formatted(connection.getContentLengthLong(), connection.getLastModified());
    }

    /** Decodes on this thread and writes on another, since each takes about a second. The archive, 57 MB, fits into memory whole. */
    private static void unpack(InputStream archive, Path target) throws IOException {
        List<Future<?>> writes = new ArrayList<>();
        try (ExecutorService writer = Executors.newSingleThreadExecutor();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (@Nullable TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                TarArchiveEntry file = entry;
                byte[] content = tar.readNBytes(Math.toIntExact(entry.getSize()));
                writes.add(writer.submit(() -> write(file, content, target)));
            }
        }
        for (Future<?> write : writes) {
            if (write.state() == Future.State.FAILED) {
                throw new IOException("cannot unpack into " + target, write.exceptionNow());
            }
        }
    }

    private static Path write(TarArchiveEntry entry, byte[] content, Path target) throws IOException {
        Path path = entry.resolveIn(target);
        Files.createDirectories(entry.isDirectory() ? path : path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.write(path, content);
            boolean isProgram = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
        }
        return path;
    }

    /** Deletes a folder with all it holds, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

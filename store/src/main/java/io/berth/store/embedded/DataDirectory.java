package io.berth.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** What an embedded PostgreSQL keeps on disk, and how it comes to be. */
record DataDirectory(Path root) {

    /** The server's owner inside the database. */
    static final String USER = "berth";

    private static final int SECRET_BYTES = 32;
    private static final int LOG_TAIL_LINES = 5;
    private static final long LOG_BYTES_MAX = 10 << 20;

    /** PostgreSQL's own files; they exist only when whole. */
    Path files() {
        return root.resolve("postgres");
    }

    Path log() {
        return root.resolve("postgres.log");
    }

    String secret() throws IOException {
        return Files.readString(secretFile()).strip();
    }

    void writePort(int port) throws IOException {
        Files.writeString(root.resolve("port"), port + "\n");
    }

    private Path secretFile() {
        return root.resolve("secret");
    }

    /** Runs initdb in a folder of another name, and renames that when all is done. */
    void makeDatabase(EmbeddedPostgresOptions options, ServerAccount account, Path home) throws IOException {
        deleteUnfinished();
        makeSecret(account);
        Path fresh = Files.createTempDirectory(root, "initdb-");
        account.own(fresh);
        ServerAccount.Outcome initdb = account.run(
                options.startTimeout(), home + "/bin/initdb", "-D", fresh.toString(),
                "--username=" + USER, "--pwfile=" + secretFile(), "--auth=scram-sha-256",
                "--data-checksums", "--encoding=UTF8", "--locale=C", "--no-instructions",
                options.durable() ? "--sync-method=fsync" : "--no-sync");
        if (!initdb.isSuccess()) {
            throw new EmbeddedPostgresUnavailable("PostgreSQL could not make a database in %s (%s): put that right, or %s"
                    .formatted(root, initdb.output().strip(), EmbeddedPostgresUnavailable.ELSEWHERE));
        }
        Files.move(fresh, files(), StandardCopyOption.ATOMIC_MOVE);
        if (options.durable()) {
            force(root);
        }
    }

    private void deleteUnfinished() throws IOException {
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(root, "initdb-*")) {
            for (Path folder : unfinished) {
                PostgresBinaries.delete(folder);
            }
        } catch (IOException | UncheckedIOException beingDeleted) {
            // By the initdb of a Berth killed a moment ago, which tidies up after itself.
            return;
        }
    }

    private void makeSecret(ServerAccount account) throws IOException {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(secretFile());
        Files.writeString(makePrivate(secretFile()), HexFormat.of().formatHex(random) + "\n");
        force(secretFile());
        account.own(secretFile());
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Sees to it that there is a log only this account can read, and not too long a one. */
    void openLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LOG_BYTES_MAX) {
            Files.move(log(), root.resolve("postgres.log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(log())) {
            makePrivate(log());
        }
    }

    String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    }

    private static Path makePrivate(Path file) throws IOException {
        return Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}

package io.berth.store.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The operating system account that PostgreSQL's programs run under, as the commands that lead to it.
 *
 * <p>An ordinary user runs them as itself. PostgreSQL refuses to run as root, so for root there are two ways, tried in this order:
 * {@code unshare -U}, a user namespace in which root's files seem to belong to nobody and root's powers are gone; and, where
 * containers forbid namespaces, {@code setpriv --reuid=65534}, the account nobody, which then owns the database files and must be
 * able to reach them (so not below /root).
 *
 * <p>Every command runs in a session of its own, so that Ctrl-C reaches Berth and not the database before it, and under
 * {@code setpriv --pdeathsig INT}, so that it stops when the thread that spawned it dies.
 *
 * @param wrapper what to put before a command
 * @param uid whose the database files must be
 */
record ServerAccount(List<String> wrapper, int uid) {

    /** nobody, the user id that Linux distributions agree on. */
    private static final int NOBODY = 65534;

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(10);

    /** How a command ended, with all that it printed. */
    record Outcome(boolean isSuccess, String output) {}

    /** What may work for this process, best first. */
    static List<ServerAccount> candidates() throws IOException {
        int own = ownUid();
        return own == 0
                ? List.of(
                        under(0, "unshare", "-U"),
                        under(NOBODY, "setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"))
                : List.of(under(own));
    }

    /** The first candidate that can run the programs below {@code home} and reach {@code directory}. */
    static ServerAccount ableToUse(Path home, Path directory, List<ServerAccount> candidates) throws IOException {
        List<String> failures = new ArrayList<>();
        for (ServerAccount account : candidates) {
            if (account.uid != ownUid()) {
                letOthersPassThrough(directory);
            }
            Outcome probe = account.run(
                    PROBE_TIMEOUT, "/bin/sh", "-c", "cd \"$1\" && exec \"$0\" --version", home + "/bin/postgres", directory.toString());
            if (probe.isSuccess) {
                return account;
            }
            failures.add("`%s`: %s".formatted(String.join(" ", account.wrapper), probe.output.strip()));
        }
        String advice = isRoot()
                ? "run Berth as an ordinary user, choose a data directory that every user may pass through, "
                : "install util-linux (setsid, setpriv), ";
        throw new EmbeddedPostgresUnavailable("PostgreSQL cannot run here, with its programs in %s and its data in %s (%s): %sor %s"
                .formatted(home, directory, String.join("; ", failures), advice, EmbeddedPostgresUnavailable.ELSEWHERE));
    }

    static boolean isRoot() {
        try {
            return ownUid() == 0;
        } catch (IOException noProc) {
            return false;
        }
    }

    private static int ownUid() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static ServerAccount under(int uid, String... way) {
        return new ServerAccount(
                Stream.of(List.of("setsid"), List.of(way), List.of("setpriv", "--pdeathsig", "INT"))
                        .flatMap(List::stream)
                        .toList(),
                uid);
    }

    private static void letOthersPassThrough(Path directory) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
        if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
            Files.setPosixFilePermissions(directory, permissions);
        }
    }

    /** Makes the account own what is below {@code root}, in case another one (Berth under another user, or restored) did. */
    void own(Path root) throws IOException {
        if (ownerOf(root) == uid) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            // The root itself last: it is what tells the next start that all is done.
            for (Path path : paths.toList().reversed()) {
                Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static int ownerOf(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    /** A command of this account: away from Berth's working directory, and blind to a PGDATA or PGPORT meant for others. */
    ProcessBuilder command(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(wrapper.stream(), command.stream()).toList()).directory(Path.of("/").toFile());
        builder.environment().keySet().retainAll(Set.of("PATH"));
        builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
        return builder.redirectErrorStream(true);
    }

    /** Runs a command that prints less than a pipe holds (64 KB), and waits for its end. */
    Outcome run(Duration timeout, String... command) {
        try {
            Process process = command(List.of(command)).start();
            boolean isEnded = process.waitFor(timeout);
            if (!isEnded) {
                process.destroyForcibly().waitFor(PROBE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                return new Outcome(false, "no end within " + timeout);
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.exitValue() == 0, output);
        } catch (IOException notStarted) {
            return new Outcome(false, notStarted.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresUnavailable("Interrupted while running PostgreSQL's programs.", interrupted);
        }
    }
}

package io.berth.deployment.reference;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How references are followed (contract drydock §9).
 *
 * @param directories below which {@code file} references may point; none means that files are not read
 * @param connect limit of making a connection
 * @param read limit of one answer, to its last byte
 * @param pauses between tries, for those who can wait; their number plus one is how often is tried
 * @param bytesMax the largest content
 * @param redirectsMax how many redirections of one request are followed
 */
public record ReferenceOptions(
        List<Path> directories, Duration connect, Duration read, List<Duration> pauses, int bytesMax, int redirectsMax) {
    private static final int BYTES_MAX = 16 << 20;
    private static final int REDIRECTS_MAX = 5;

    public ReferenceOptions {
        directories = List.copyOf(directories);
        pauses = List.copyOf(pauses);
    }

    /** Time-outs and pauses of the real service; the limits on size and redirections are our own. */
    public static ReferenceOptions defaults() {
        return new ReferenceOptions(
                List.of(),
                Duration.ofSeconds(16),
                Duration.ofSeconds(300),
                List.of(Duration.ofSeconds(5), Duration.ofSeconds(25)),
                BYTES_MAX,
                REDIRECTS_MAX);
    }

    public ReferenceOptions withDirectories(List<Path> others) {
        return new ReferenceOptions(others, connect, read, pauses, bytesMax, redirectsMax);
    }

    public ReferenceOptions withPauses(List<Duration> others) {
        return new ReferenceOptions(directories, connect, read, others, bytesMax, redirectsMax);
    }

    public ReferenceOptions withTimeouts(Duration connectLimit, Duration readLimit) {
        return new ReferenceOptions(directories, connectLimit, readLimit, pauses, bytesMax, redirectsMax);
    }
}

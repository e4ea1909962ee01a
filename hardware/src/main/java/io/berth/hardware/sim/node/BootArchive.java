package io.berth.hardware.sim.node;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Reads the archives of boot data: gzip over tar, regular files only, absolute names, owned by root (contract drydock §14.6). What
 * deviates is a {@link NodeFailure}: a real node would install something else than was meant.
 */
final class BootArchive {

    static final int FILES_MAX = 10_000;
    static final long UNPACKED_BYTES_MAX = 256L << 20;

    private static final int PERMISSION_BITS = 07777;

    private BootArchive() {}

    /** The files in archive order. */
    static List<NodeFile> unpack(byte[] archive) throws NodeFailure {
        List<NodeFile> files = new ArrayList<>();
        long room = UNPACKED_BYTES_MAX;
        try (var tar = new TarArchiveInputStream(new GzipCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                check(entry);
                room -= entry.getSize();
                if (room < 0 || files.size() == FILES_MAX) {
                    throw new NodeFailure("The archive is larger than this node unpacks.");
                }
                files.add(new NodeFile(entry.getName(), entry.getMode() & PERMISSION_BITS, tar.readAllBytes()));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new NodeFailure("The archive is broken: " + e.getMessage());
        }
        return files;
    }

    private static void check(TarArchiveEntry entry) throws NodeFailure {
        String name = entry.getName();
        // isFile() would take links and devices for files.
        if (entry.getLinkFlag() != TarConstants.LF_NORMAL && entry.getLinkFlag() != TarConstants.LF_OLDNORM) {
            throw new NodeFailure("The archive holds " + name + ", which is no regular file.");
        }
        if (!name.startsWith("/") || name.contains("/../")) {
            throw new NodeFailure("The archive holds " + name + ", which is no absolute path.");
        }
        if (entry.getLongUserId() != 0 || entry.getLongGroupId() != 0) {
            throw new NodeFailure("The archive holds " + name + ", which does not belong to root.");
        }
    }
}

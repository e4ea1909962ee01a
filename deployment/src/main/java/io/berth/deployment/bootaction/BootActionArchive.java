package io.berth.deployment.bootaction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Packs rendered assets as nodes unpack them (contract drydock §14.6): a gzip'd GNU tar of regular files with absolute names, owned by root, dated
 * 1970. The same assets always give the same bytes; no assets give an empty archive that unpacks without complaint.
 */
public final class BootActionArchive {

    private BootActionArchive() {}

    public static byte[] of(List<RenderedAsset> assets) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes, withoutTime()), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
            for (RenderedAsset asset : assets) {
                var entry = new TarArchiveEntry(asset.path(), TarConstants.LF_NORMAL, true);
                entry.setSize(asset.content().length);
                entry.setMode(asset.mode());
                entry.setIds(0, 0);
                entry.setNames("", "");
                entry.setModTime(0L);
                tar.putArchiveEntry(entry);
                tar.write(asset.content());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static GzipParameters withoutTime() {
        var parameters = new GzipParameters();
        parameters.setModificationTime(0);
        return parameters;
    }
}

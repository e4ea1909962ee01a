package io.berth.hardware.sim.node;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file on a node's disk, at an absolute path. It belongs to root.
 *
 */
public final class NodeFile {

    private final String path;
    private final int mode;
    private final byte[] content;

    public NodeFile(String path, int mode, byte[] content) {
        this.path = path;
        this.mode = mode;
        this.content = content.clone();
    }

    public String path() {
        return path;
    }

    /** Permission bits, such as 0644. */
    public int mode() {
        return mode;
    }

    public byte[] content() {
        return content.clone();
    }

    /** The content as UTF-8 text. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeFile file
                && path.equals(file.path)
                && mode == file.mode
                && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
        return path.hashCode() * 31 + Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "NodeFile[%s, %04o, %d bytes]".formatted(path, mode, content.length);
    }
}

package io.berth.deployment.bootaction;

import io.berth.deployment.design.document.BootAction.AssetType;
import java.util.Arrays;

/**
 * A unit or file as a node gets it.
 *
 * @param mode permission bits
 */
public record RenderedAsset(String bootAction, AssetType type, String path, int mode, byte[] content) {

    /** Permissions of assets that name none. */
    public static final int DEFAULT_MODE = 0600;

    @Override
    public boolean equals(Object other) {
        return other instanceof RenderedAsset that
                && bootAction.equals(that.bootAction)
                && type == that.type
                && path.equals(that.path)
                && mode == that.mode
                && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + Arrays.hashCode(content);
    }
}

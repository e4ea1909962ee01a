package io.berth.deployment.design.document;

import io.berth.deployment.filter.NodeFilter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What nodes get at their first boot (contract drydock §10.8).
 *
 * @param signaling whether nodes report how it went
 */
public record BootAction(
        DocumentReference reference, String name, boolean signaling, List<Asset> assets, NodeFilter nodeFilter)
        implements DesignDocument {

    public BootAction {
        assets = List.copyOf(assets);
    }

    public enum AssetType {
        UNIT("unit"),
        FILE("file"),
        PKG_LIST("pkg_list");

        private final String wireName;

        AssetType(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /**
     * A unit, file or package list.
     *
     * @param path where a unit or file goes on the node
     * @param mode the permission bits, null for the default
     * @param data inline content of a unit or file
     * @param packages inline package list, package to version; a null version means any
     * @param location where the content is fetched from; it wins over inline content
     */
    public record Asset(
            AssetType type,
            @Nullable String path,
            @Nullable Integer mode,
            @Nullable String data,
            @Nullable Map<String, @Nullable String> packages,
            @Nullable String location,
            List<String> locationPipeline,
            List<String> dataPipeline) {

        public Asset {
            packages = packages == null ? null : Copies.ordered(packages);
            locationPipeline = List.copyOf(locationPipeline);
            dataPipeline = List.copyOf(dataPipeline);
        }
    }
}

package io.berth.deployment.bootaction;

import io.berth.deployment.bootaction.AssetFetcher.Fetched;
import io.berth.deployment.bootaction.Pipeline.SegmentFailure;
import io.berth.deployment.bootaction.Pipeline.Value;
import io.berth.deployment.bootaction.Rendered.Done;
import io.berth.deployment.bootaction.Rendered.Failed;
import io.berth.deployment.design.EffectiveBootAction;
import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.design.document.BootAction.Asset;
import io.berth.deployment.design.document.BootAction.AssetType;
import io.berth.deployment.yaml.PythonText;
import io.berth.deployment.yaml.YamlDocuments;
import io.berth.deployment.yaml.YamlValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders boot actions for nodes (contract drydock §14). Pure but for the fetcher that it is given. */
public final class BootActionRenderer {

    private final AssetFetcher fetcher;

    public BootActionRenderer(AssetFetcher fetcher) {
        this.fetcher = fetcher;
    }

    /** The units or files of one boot action for one node, in list order. */
    public Rendered<List<RenderedAsset>> assets(
            EffectiveDesign design, EffectiveNode node, EffectiveBootAction action, AssetType type, ActionContext context) {
        var pipeline = new Pipeline(TemplateVariables.of(design, node, context));
        var assets = new ArrayList<RenderedAsset>();
        int position = 0;
        for (Asset asset : action.action().assets()) {
            position++;
            if (asset.type() != type || type == AssetType.PKG_LIST) {
                continue;
            }
            try {
                assets.add(render(action.name(), asset, pipeline));
            } catch (SegmentFailure e) {
                return new Failed<>(place(action, position, asset) + e.getMessage());
            }
        }
        return new Done<>(assets);
    }

    /** The packages that one boot action wants on one node. */
    public Rendered<PackageList> packages(
            EffectiveDesign design, EffectiveNode node, EffectiveBootAction action, ActionContext context) {
        var pipeline = new Pipeline(TemplateVariables.of(design, node, context));
        var packages = PackageList.NONE;
        int position = 0;
        for (Asset asset : action.action().assets()) {
            position++;
            if (asset.type() != AssetType.PKG_LIST) {
                continue;
            }
            try {
                packages = packages.and(packages(asset, pipeline));
            } catch (SegmentFailure e) {
                return new Failed<>(place(action, position, asset) + e.getMessage());
            }
        }
        return new Done<>(packages);
    }

    /** The packages of all boot actions for a node, the later ones winning. A design without boot actions has none. */
    public Rendered<PackageList> packages(EffectiveDesign design, EffectiveNode node, ActionContext context) {
        var packages = PackageList.NONE;
        for (var action : design.bootActionsOf(node.name())) {
            switch (packages(design, node, action, context)) {
                case Done<PackageList>(var more) -> packages = packages.and(more);
                case Failed<PackageList> failed -> {
                    return failed;
                }
            }
        }
        return new Done<>(packages);
    }

    private static String place(EffectiveBootAction action, int position, Asset asset) {
        return "Boot action %s, asset %d%s: ".formatted(action.name(), position, asset.path() == null ? "" : " (" + asset.path() + ")");
    }

    private RenderedAsset render(String action, Asset asset, Pipeline pipeline) {
        String path = asset.path();
        if (path == null) {
            throw new SegmentFailure("A " + asset.type().wireName() + " asset needs a path.");
        }
        byte[] content = content(asset, pipeline);
        byte[] rendered = pipeline.run(new Value.Bytes(content), asset.dataPipeline()).encoded();
        Integer mode = asset.mode();
        return new RenderedAsset(action, asset.type(), path, mode == null ? RenderedAsset.DEFAULT_MODE : mode, rendered);
    }

    /** A location wins over inline data. */
    private byte[] content(Asset asset, Pipeline pipeline) {
        String location = asset.location();
        if (location != null) {
            return fetch(location, asset.locationPipeline(), pipeline);
        }
        String data = asset.data();
        if (data == null) {
            throw new SegmentFailure("A " + asset.type().wireName() + " asset needs data or a location.");
        }
        return data.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] fetch(String location, List<String> locationPipeline, Pipeline pipeline) {
        byte[] address = pipeline.run(new Value.Text(location), locationPipeline).encoded();
        String resolved = new String(address, StandardCharsets.UTF_8);
        return switch (fetcher.fetch(resolved)) {
            case Fetched.Content(byte[] bytes) -> bytes;
            case Fetched.Unavailable(String reason) ->
                throw new SegmentFailure("Unable to resolve asset reference " + resolved + ": " + reason);
        };
    }

    private PackageList packages(Asset asset, Pipeline pipeline) {
        String location = asset.location();
        if (location != null) {
            return parsePackages(fetch(location, asset.locationPipeline(), pipeline));
        }
        var inline = asset.packages();
        return inline == null ? PackageList.NONE : new PackageList(inline);
    }

    private static PackageList parsePackages(byte[] yaml) {
        return switch (YamlDocuments.load(yaml)) {
            case YamlDocuments.Unreadable(String reason) -> throw new SegmentFailure("Invalid YAML in package list: " + reason);
            case YamlDocuments.Loaded(var documents) -> {
                if (documents.size() != 1 || !(documents.getFirst() instanceof YamlValue.Mapping mapping)) {
                    throw new SegmentFailure("Package data should have a top-level mapping/object.");
                }
                yield new PackageList(versions(mapping));
            }
        };
    }

    private static Map<String, @Nullable String> versions(YamlValue.Mapping mapping) {
        var versions = new LinkedHashMap<String, @Nullable String>();
        mapping.entries().forEach((name, version) -> {
            boolean isText = version instanceof YamlValue.Text || version.isNull();
            if (!(name instanceof YamlValue.Text) || !isText) {
                throw new SegmentFailure("Keys and values must be strings.");
            }
            versions.put(PythonText.str(name), version.isNull() ? null : PythonText.str(version));
        });
        return versions;
    }
}

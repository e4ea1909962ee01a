package io.berth.deployment.boot;

import io.berth.deployment.bootaction.ActionContext;
import io.berth.deployment.bootaction.AssetFetcher;
import io.berth.deployment.bootaction.BootActionArchive;
import io.berth.deployment.bootaction.BootActionRenderer;
import io.berth.deployment.bootaction.PackageList;
import io.berth.deployment.bootaction.Rendered;
import io.berth.deployment.bootaction.RenderedAsset;
import io.berth.deployment.design.CompiledDesign;
import io.berth.deployment.design.EffectiveBootAction;
import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.design.document.BootAction.AssetType;
import io.berth.deployment.reference.Designs;
import io.berth.deployment.reference.Fetched;
import io.berth.deployment.reference.LoadedDesign;
import io.berth.deployment.reference.References;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes what a deploying node fetches, from its deployment's design at the time of asking (contract drydock §14.6). Does
 * I/O: the design and its assets are fetched.
 */
public final class BootData {
    private final Designs designs;
    private final BootActionRenderer renderer;
    private final Supplier<String> baseUrl;

    /** @param baseUrl Berth's own, where nodes reach it: where they report to */
    public BootData(Designs designs, References references, Supplier<String> baseUrl) {
        this.designs = designs;
        this.renderer = new BootActionRenderer(location -> switch (references.fetchOnce(location)) {
            case Fetched.Content content -> new AssetFetcher.Fetched.Content(content.bytes());
            case Fetched.Failed failed -> new AssetFetcher.Fetched.Unavailable(failed.reason());
        });
        this.baseUrl = baseUrl;
    }

    /** What came of it. */
    public sealed interface Made {
        record Bytes(byte[] bytes) implements Made {}

        record Failed(BootRefusal.NotRendered why) implements Made {}
    }

    /** The gzipped tar of a node's units or files; valid, but empty, where there are none. */
    public Made archive(BootContext context, List<PlannedAction> planned, AssetType type) {
        return with(context, (design, node) -> {
            List<RenderedAsset> assets = new ArrayList<>();
            Map<String, PlannedAction> byName = byName(planned);
            for (EffectiveBootAction action : design.bootActionsOf(node.name())) {
                Optional<PlannedAction> known = Optional.ofNullable(byName.get(action.name()));
                if (known.isEmpty()) {
                    continue; // Came into the design after the deployment began: it has no id to report to.
                }
                switch (renderer.assets(design, node, action, type, actionContext(context, known.get()))) {
                    case Rendered.Done<List<RenderedAsset>> done -> assets.addAll(done.value());
                    case Rendered.Failed<List<RenderedAsset>> failed -> {
                        return failed(failed.reason());
                    }
                }
            }
            return new Made.Bytes(BootActionArchive.of(assets));
        });
    }

    /** The cloud-init user data that installs a node's packages; empty where there are none (contract drydock §16.6). */
    public Made userData(BootContext context) {
        ActionContext nobody = new ActionContext("", "", reportUrl(), context.designRef());
        return with(context, (design, node) -> switch (renderer.packages(design, node, nobody)) {
            case Rendered.Done<PackageList> done ->
                new Made.Bytes(done.value().userData().getBytes(StandardCharsets.UTF_8));
            case Rendered.Failed<PackageList> failed -> failed(failed.reason());
        });
    }

    @FunctionalInterface
    private interface Maker {
        Made make(EffectiveDesign design, EffectiveNode node);
    }

    private Made with(BootContext context, Maker maker) {
        LoadedDesign loaded = designs.loadOnce(context.designRef());
        if (!(loaded instanceof LoadedDesign.Read read) || !(read.compiled() instanceof CompiledDesign.Compiled compiled)) {
            return failed("The design " + context.designRef() + " cannot be loaded just now.");
        }
        return compiled.design()
                .node(context.nodeName())
                .map(node -> maker.make(compiled.design(), node))
                .orElseGet(() -> failed("The design " + context.designRef() + " has no node " + context.nodeName() + " any more."));
    }

    private static Made failed(String reason) {
        return new Made.Failed(new BootRefusal.NotRendered(reason));
    }

    private ActionContext actionContext(BootContext context, PlannedAction action) {
        return new ActionContext(action.id(), action.key().hex(), reportUrl(), context.designRef());
    }

    private String reportUrl() {
        return baseUrl.get() + "/api/v1.0/bootactions/";
    }

    private static Map<String, PlannedAction> byName(List<PlannedAction> planned) {
        return planned.stream().collect(Collectors.toMap(PlannedAction::name, action -> action, (first, same) -> first));
    }
}

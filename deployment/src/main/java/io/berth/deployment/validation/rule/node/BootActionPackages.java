package io.berth.deployment.validation.rule.node;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.document.BootAction.Asset;
import io.berth.deployment.design.document.BootAction.AssetType;
import io.berth.deployment.design.document.DocumentReference;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import java.util.regex.Pattern;

/** A package list has packages or says where they come from; versions read {@code [epoch:]upstream-revision}, the revision included. */
public final class BootActionPackages implements DesignRule {

    /** Possessive where that changes nothing: without it a long version costs quadratic time. */
    private static final Pattern VERSION = Pattern.compile("([0-9]++:)?[a-zA-Z0-9.+~-]+-[a-zA-Z0-9.+~]++");

    @Override
    public String code() {
        return "DD4002";
    }

    @Override
    public String longName() {
        return "Bootaction pkg_list Validation";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        for (var action : design.bootActions()) {
            action.action().assets().stream()
                    .filter(asset -> asset.type() == AssetType.PKG_LIST)
                    .forEach(asset -> check(asset, action.action().reference(), findings));
        }
    }

    private static void check(Asset asset, DocumentReference document, Findings findings) {
        var packages = asset.packages();
        if (packages == null || packages.isEmpty()) {
            if (asset.location() == null || asset.location().isEmpty()) {
                findings.error(
                        "Bootaction has asset of type 'pkg_list' but no valid package data",
                        "pkg_list bootaction assets must specify a list of packages.",
                        document);
            }
            return;
        }
        packages.forEach((name, version) -> {
            if (version != null && !version.isEmpty() && !VERSION.matcher(version).matches()) {
                findings.error(
                        "Version specifier " + version + " is not a valid format.",
                        "pkg_list version specifications must be in a valid format.",
                        document);
            }
        });
    }
}

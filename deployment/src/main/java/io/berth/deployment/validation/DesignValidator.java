package io.berth.deployment.validation;

import io.berth.deployment.design.CompiledDesign;
import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.ParsedSite;
import io.berth.deployment.design.document.DesignMessage;
import io.berth.deployment.design.document.DesignMessage.Note;
import io.berth.deployment.validation.ValidationReport.Outcome;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import io.berth.deployment.validation.rule.PlatformOffer;
import io.berth.deployment.validation.rule.network.AllowedNetworks;
import io.berth.deployment.validation.rule.network.BondRationality;
import io.berth.deployment.validation.rule.network.CidrValidity;
import io.berth.deployment.validation.rule.network.DuplicateAddresses;
import io.berth.deployment.validation.rule.network.HostnameValidity;
import io.berth.deployment.validation.rule.network.IpLocality;
import io.berth.deployment.validation.rule.network.MtuRationality;
import io.berth.deployment.validation.rule.network.NetworkTrunking;
import io.berth.deployment.validation.rule.node.BootActionCoverage;
import io.berth.deployment.validation.rule.node.BootActionPackages;
import io.berth.deployment.validation.rule.node.HugePagesSettings;
import io.berth.deployment.validation.rule.node.IpmiConfiguration;
import io.berth.deployment.validation.rule.node.LibvirtConfiguration;
import io.berth.deployment.validation.rule.node.PlatformSelection;
import io.berth.deployment.validation.rule.storage.BootStorage;
import io.berth.deployment.validation.rule.storage.StorageMountPoints;
import io.berth.deployment.validation.rule.storage.StoragePartitioning;
import io.berth.deployment.validation.rule.storage.StorageSizing;
import java.util.ArrayList;
import java.util.List;

/** Checks a site from its documents to the last rule. Pure: the same documents and offer always give the same report. */
public final class DesignValidator {

    private DesignValidator() {}

    /** All rules, in the order in which their messages are listed (contract drydock §13.3). */
    public static List<DesignRule> rules(PlatformOffer offer) {
        return List.of(
                new BootStorage(),
                new CidrValidity(),
                new HugePagesSettings(),
                new IpLocality(),
                new MtuRationality(),
                new NetworkTrunking(),
                new DuplicateAddresses(),
                new PlatformSelection(offer),
                new BondRationality(),
                new StoragePartitioning(),
                new StorageSizing(),
                new StorageMountPoints(),
                new AllowedNetworks(),
                new HostnameValidity(),
                new IpmiConfiguration(),
                new LibvirtConfiguration(),
                new BootActionCoverage(),
                new BootActionPackages());
    }

    /** Reports on a parsed site, compiling it on the way. */
    public static ValidationReport validate(ParsedSite site, PlatformOffer offer) {
        if (!site.isSound()) {
            return new ValidationReport(Outcome.NOT_LOADED, site.messages());
        }
        return switch (EffectiveDesign.compile(site)) {
            case CompiledDesign.NotCompiled(String reason) -> {
                var messages = new ArrayList<>(site.messages());
                messages.add(Note.loadError(reason));
                yield new ValidationReport(Outcome.NOT_LOADED, messages);
            }
            case CompiledDesign.Compiled(var design) -> validate(site.messages(), design, offer);
        };
    }

    /** Reports on a compiled design; {@code before} is what was already said about its documents. */
    public static ValidationReport validate(List<DesignMessage> before, EffectiveDesign design, PlatformOffer offer) {
        var messages = new ArrayList<>(before);
        rules(offer).forEach(rule -> messages.addAll(Findings.of(rule, design)));
        boolean failed = messages.stream().anyMatch(DesignMessage::isError);
        return new ValidationReport(failed ? Outcome.FAILED : Outcome.PASSED, messages);
    }
}

package io.berth.server;

import io.berth.deployment.BmcAddressBook;
import io.berth.deployment.Deployment;
import io.berth.deployment.DeploymentOptions;
import io.berth.deployment.DeploymentRoom;
import io.berth.deployment.reference.ReferenceOptions;
import io.berth.deployment.validation.rule.PlatformOffer;
import io.berth.hardware.BmcTimings;
import io.berth.hardware.redfish.RedfishDriver;
import io.berth.hardware.sim.SimulatedSite;
import io.berth.http.Authenticator;
import io.berth.http.Policy;
import io.berth.placement.Ledger;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the configuration and the simulated site mean for the deployment room. */
final class DeploymentWiring {
    /** How long a power change may take altogether: 18 looks, 10 s apart (contract drydock §16.1). */
    private static final Duration POWER_CHANGE_MAX = Duration.ofSeconds(180);

    private static final int DEPLOY_RETRIES = 3;
    private static final int BOOT_DEVICE_TRIES = 3;

    /** What the simulated site's design asks for; a real site's images are not known to Berth yet. */
    private static final PlatformOffer SIMULATED_IMAGES =
            new PlatformOffer.Offered(Map.of("jammy", List.of("ga-22.04", "hwe-22.04")));

    private DeploymentWiring() {}

    static Deployment of(Rooms.Parts parts, Ledger ledger, Authenticator authenticator, Policy policy) {
        DeploymentRoom.register(parts.store());
        BmcAddressBook addresses =
                parts.site().map(SimulatedSite::bmcAddresses).map(BmcAddressBook::of).orElseGet(BmcAddressBook::https);
        PlatformOffer offer = parts.site().isPresent() ? SIMULATED_IMAGES : new PlatformOffer.NoProvisioner();
        return new Deployment(
                new Deployment.Surroundings(
                        parts.store(), parts.clock(), parts.ids(), authenticator, policy, ledger,
                        new RedfishDriver(timings(parts.config())), addresses, Optional::empty, () -> offer,
                        () -> parts.url().get().toString(), parts.ids().uuid()),
                options(parts.config()),
                ReferenceOptions.defaults());
    }

    static DeploymentOptions options(BerthConfig config) {
        DeploymentOptions options = DeploymentOptions.defaults()
                .withDeployment(
                        Duration.ofSeconds(config.number(ConfigKey.NODE_TIMEOUT_SECONDS)),
                        Duration.ofSeconds(config.number(ConfigKey.REPORT_TIMEOUT_SECONDS)),
                        DEPLOY_RETRIES)
                .withVerifyTls(config.flag(ConfigKey.BMC_VERIFY_TLS));
        return config.url(ConfigKey.BOOT_IMAGES_URL)
                .map(images -> options.withBootImages(images.toString().replaceAll("/+$", "")))
                .orElse(options);
    }

    private static BmcTimings timings(BerthConfig config) {
        long pollMillis = config.count(ConfigKey.POWER_POLL_MILLIS);
        BmcTimings timings = BmcTimings.defaults()
                .withPowerPolling(Duration.ofMillis(pollMillis), (int) Math.max(1, POWER_CHANGE_MAX.toMillis() / pollMillis));
        return config.fake() ? timings.withBootDevice(BOOT_DEVICE_TRIES, Duration.ofMillis(pollMillis)) : timings;
    }
}

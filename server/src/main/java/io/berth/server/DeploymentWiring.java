package io.berth.server;

import io.berth.deployment.BmcAddressBook;
import io.berth.deployment.DeploymentOptions;
import io.berth.deployment.DeploymentRoom;
import io.berth.deployment.action.Actions;
import io.berth.deployment.action.DesignChecks;
import io.berth.deployment.action.Machines;
import io.berth.deployment.api.DrydockRoutes;
import io.berth.deployment.api.ProvisioningApi;
import io.berth.deployment.boot.BootData;
import io.berth.deployment.boot.NetbootScript;
import io.berth.deployment.reference.Designs;
import io.berth.deployment.reference.ReferenceOptions;
import io.berth.deployment.reference.References;
import io.berth.deployment.run.TaskRunner;
import io.berth.deployment.validation.rule.PlatformOffer;
import io.berth.hardware.BmcTimings;
import io.berth.hardware.redfish.RedfishDriver;
import io.berth.hardware.sim.SimulatedSite;
import io.berth.http.Api;
import io.berth.http.Authenticator;
import io.berth.http.Policy;
import io.berth.placement.Ledger;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The deployment room, put together: its APIs and the runner of its tasks. */
record DeploymentWiring(List<Api> apis, TaskRunner runner) {
    /** How long a power change may take altogether: 18 looks, 10 s apart (contract drydock §16.1). */
    private static final Duration POWER_CHANGE_MAX = Duration.ofSeconds(180);

    private static final int DEPLOY_RETRIES = 3;

    /** What the simulated site's design asks for; a real site's images are not known to Berth yet. */
    private static final PlatformOffer SIMULATED_IMAGES =
            new PlatformOffer.Offered(Map.of("jammy", List.of("ga-22.04", "hwe-22.04")));

    static DeploymentWiring of(Rooms.Parts parts, Ledger ledger, Authenticator authenticator, Policy policy) {
        DeploymentRoom.register(parts.store());
        DeploymentOptions options = options(parts.config());
        References references = new References(ReferenceOptions.defaults(), Optional::empty);
        Designs designs = new Designs(references);
        Machines machines = new Machines(
                new RedfishDriver(timings(parts.config())),
                parts.site().map(SimulatedSite::bmcAddresses).map(BmcAddressBook::of).orElseGet(BmcAddressBook::https),
                options.verifyTls());
        Supplier<String> baseUrl = () -> parts.url().get().toString();
        Supplier<PlatformOffer> offer = () -> parts.site().isPresent() ? SIMULATED_IMAGES : new PlatformOffer.NoProvisioner();
        BootData bootData = new BootData(designs, references, baseUrl);
        TaskRunner runner = new TaskRunner(
                parts.store(), parts.clock(), parts.ids(), options, parts.ids().uuid(),
                Actions.all(new DesignChecks(designs, offer), machines, ledger), Actions.notices());
        List<Api> apis = List.of(
                DrydockRoutes.api(new DrydockRoutes.Parts(
                        parts.store(), parts.clock(), parts.ids(), authenticator, policy, designs, machines, bootData,
                        offer, baseUrl, options)),
                DrydockRoutes.versions(authenticator, policy),
                ProvisioningApi.api(
                        parts.store(), parts.clock(), bootData, new NetbootScript(baseUrl, Optional.empty())));
        return new DeploymentWiring(apis, runner);
    }

    private static DeploymentOptions options(BerthConfig config) {
        return DeploymentOptions.defaults()
                .withDeployment(
                        Duration.ofSeconds(config.number(ConfigKey.NODE_TIMEOUT_SECONDS)),
                        Duration.ofSeconds(config.number(ConfigKey.REPORT_TIMEOUT_SECONDS)),
                        DEPLOY_RETRIES)
                .withVerifyTls(config.flag(ConfigKey.BMC_VERIFY_TLS));
    }

    private static BmcTimings timings(BerthConfig config) {
        long pollMillis = Math.max(1, config.number(ConfigKey.POWER_POLL_MILLIS));
        BmcTimings timings = BmcTimings.defaults()
                .withPowerPolling(Duration.ofMillis(pollMillis), (int) Math.max(1, POWER_CHANGE_MAX.toMillis() / pollMillis));
        return config.fake() ? timings.withBootDevice(3, Duration.ofMillis(pollMillis)) : timings;
    }
}

package io.berth.deployment;

import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.deployment.action.Actions;
import io.berth.deployment.action.DesignChecks;
import io.berth.deployment.action.MachineHealth;
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
import io.berth.hardware.BmcDriver;
import io.berth.http.Api;
import io.berth.http.Authenticator;
import io.berth.http.Policy;
import io.berth.placement.Ledger;
import io.berth.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The deployment room, put together: what it serves, and the runner of its tasks. */
public final class Deployment implements AutoCloseable {
    private final List<Api> apis;
    private final TaskRunner runner;
    private final MachineHealth machineHealth;

    /**
     * What the room needs of others.
     *
     * @param store with {@link DeploymentRoom#register} called on it, and the writers of placement and messages
     * @param serviceToken of Berth's own, for design references that are asked with a token; absent where there is none
     * @param offer what images and kernels can be installed, for validation
     * @param baseUrl where clients and machines reach Berth, without a slash at the end
     * @param process names this process among those that run tasks: another one for each start
     */
    public record Surroundings(
            Store store,
            Clock clock,
            Ids ids,
            Authenticator authenticator,
            Policy policy,
            Ledger ledger,
            BmcDriver redfish,
            BmcAddressBook addresses,
            Supplier<Optional<String>> serviceToken,
            Supplier<PlatformOffer> offer,
            Supplier<String> baseUrl,
            UUID process) {}

    public Deployment(Surroundings around, DeploymentOptions options, ReferenceOptions referenceOptions) {
        References references = new References(referenceOptions, around.serviceToken());
        Designs designs = new Designs(references);
        Machines machines = new Machines(around.redfish(), around.addresses(), options.verifyTls());
        machineHealth = new MachineHealth(around.store().database(), designs, machines, options.nodesAtOnce());
        BootData bootData = new BootData(designs, references, around.baseUrl());
        apis = List.of(
                DrydockRoutes.versions(around.authenticator(), around.policy()),
                DrydockRoutes.api(new DrydockRoutes.Parts(
                        around.store(), around.clock(), around.ids(), around.authenticator(), around.policy(), designs,
                        machines, bootData, around.offer(), around.baseUrl(), options)),
                ProvisioningApi.api(
                        around.store(), around.clock(), bootData,
                        new NetbootScript(around.baseUrl(), options.bootImages())));
        runner = new TaskRunner(
                around.store(), around.clock(), around.ids(), options, around.process(),
                Actions.all(new DesignChecks(designs, around.offer()), machines, around.ledger()),
                Actions.notices());
    }

    /** {@code /versions}, {@code /api/v1.0} and the part of {@code /berth/v1} that machines use. */
    public List<Api> apis() {
        return apis;
    }

    /** How machines are, as their controllers see it. */
    public MachineHealth machineHealth() {
        return machineHealth;
    }

    /** Begins to run tasks. Machines that are made to boot ask the server, so that must listen first. */
    public void start() {
        runner.start();
    }

    /** The runner, which {@link #close} also stops. */
    public TaskRunner runner() {
        return runner;
    }

    /** Gives the tasks in hand back, so that other processes or the next start go on with them. */
    @Override
    public void close() {
        runner.close();
    }
}

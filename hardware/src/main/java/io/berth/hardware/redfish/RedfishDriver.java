package io.berth.hardware.redfish;

import io.berth.hardware.BmcDriver;
import io.berth.hardware.BmcEndpoint;
import io.berth.hardware.BmcMessage;
import io.berth.hardware.BmcResult;
import io.berth.hardware.BmcTimings;
import io.berth.hardware.BootOverride;
import io.berth.hardware.PowerState;
import io.berth.hardware.SystemFacts;
import io.berth.hardware.SystemHealth;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands controllers over Redfish. Each command has a session of its own, which it closes; setting the boot device takes a new
 * one for every attempt (contract drydock §16.1). One driver serves any number of machines and threads at once.
 */
public final class RedfishDriver implements BmcDriver {

    private final RedfishHttp http;
    private final BmcTimings timings;

    public RedfishDriver(BmcTimings timings) {
        this.http = new RedfishHttp(timings);
        this.timings = timings;
    }

    @Override
    public BmcResult<PowerState> readPower(BmcEndpoint endpoint) {
        List<BmcMessage> messages = new ArrayList<>();
        return run(endpoint, messages, "Redfish interface interrogation failed.", session -> {
            PowerState power = session.readPower();
            messages.add(BmcMessage.info("Redfish interface interrogation yielded powerstate " + power.wireName()));
            return power;
        });
    }

    @Override
    public BmcResult<BootOverride> setNetworkBootOnce(BmcEndpoint endpoint) {
        List<BmcMessage> messages = new ArrayList<>();
        messages.add(BmcMessage.info("Setting node to PXE boot."));
        RedfishFailure last = RedfishFailure.refused(
                "BMC " + endpoint.name() + " accepts the boot device but does not keep it.");
        boolean loggedIn = true;
        for (int attempt = 1; loggedIn && attempt <= timings.bootTries(); attempt++) {
            loggedIn = false;
            try (RedfishSession session = RedfishSession.open(http, endpoint)) {
                // Only what happens inside a session is tried again: repeated logins get accounts locked.
                loggedIn = true;
                BootOverride now = bootFromNetwork(session);
                if (now.isNetworkNext()) {
                    messages.add(BmcMessage.info("Set bootdev to PXE."));
                    return new BmcResult.Done<>(now, messages);
                }
            } catch (RedfishFailure failure) {
                last = failure;
            }
        }
        messages.add(BmcMessage.error("Unable to set bootdev to PXE."));
        return last.after(messages);
    }

    private BootOverride bootFromNetwork(RedfishSession session) throws RedfishFailure {
        if (!session.readBoot().isNetworkNext()) {
            session.setBoot(BootOverride.NETWORK_ONCE);
            RedfishHttp.pause(timings.bootSettle());
        }
        return session.readBoot();
    }

    @Override
    public BmcResult<PowerState> powerCycle(BmcEndpoint endpoint) {
        List<BmcMessage> messages = new ArrayList<>();
        messages.add(BmcMessage.info("Power cycling node via Redfish."));
        return run(endpoint, messages, "", session -> {
            change(session, PowerState.OFF, messages, "Failed to power down during power cycle.");
            change(session, PowerState.ON, messages, "Failed to power up during power cycle.");
            messages.add(BmcMessage.info("Node power cycle complete."));
            return PowerState.ON;
        });
    }

    @Override
    public BmcResult<PowerState> powerOn(BmcEndpoint endpoint) {
        return switchPower(endpoint, PowerState.ON, "Node reports power on.", "Node failed to power on.");
    }

    @Override
    public BmcResult<PowerState> powerOff(BmcEndpoint endpoint) {
        return switchPower(endpoint, PowerState.OFF, "Node reports power off.", "Node failed to power off.");
    }

    @Override
    public BmcResult<SystemFacts> readFacts(BmcEndpoint endpoint) {
        return run(endpoint, new ArrayList<>(), "", session -> new RedfishFacts(session).read());
    }

    @Override
    public BmcResult<SystemHealth> readHealth(BmcEndpoint endpoint) {
        return run(endpoint, new ArrayList<>(), "", session ->
                SystemHealth.ofWireName(session.readSystem().path("Status").path("Health").asString("")));
    }

    private BmcResult<PowerState> switchPower(BmcEndpoint endpoint, PowerState wanted, String done, String failed) {
        List<BmcMessage> messages = new ArrayList<>();
        return run(endpoint, messages, "", session -> {
            change(session, wanted, messages, failed);
            messages.add(BmcMessage.info(done));
            return wanted;
        });
    }

    /** Asks for the state and reads until it is there. */
    private void change(RedfishSession session, PowerState wanted, List<BmcMessage> messages, String failed)
            throws RedfishFailure {
        try {
            session.setPower(wanted);
            PowerState seen = session.readPower();
            for (int reading = 1; seen != wanted; reading++) {
                if (reading >= timings.powerReadings()) {
                    throw RedfishFailure.refused("The BMC still reports power " + seen.wireName() + " after "
                            + reading + " readings " + timings.powerInterval().toMillis() + " ms apart.");
                }
                RedfishHttp.pause(timings.powerInterval());
                seen = session.readPower();
            }
        } catch (RedfishFailure failure) {
            messages.add(BmcMessage.error(failed));
            throw failure;
        }
    }

    /** What a command does with its session. */
    private interface Command<T> {
        T run(RedfishSession session) throws RedfishFailure;
    }

    /** Runs a command in a session; when it fails, {@code failed} (unless empty) and the reason end the messages. */
    private <T> BmcResult<T> run(
            BmcEndpoint endpoint, List<BmcMessage> messages, String failed, Command<T> command) {
        try (RedfishSession session = RedfishSession.open(http, endpoint)) {
            return new BmcResult.Done<>(command.run(session), messages);
        } catch (RedfishFailure failure) {
            if (!failed.isEmpty()) {
                messages.add(BmcMessage.error(failed));
            }
            return failure.after(messages);
        }
    }
}

package io.berth.hardware.sim.machine;

import java.time.Duration;

/**
 * What goes wrong with a machine; it may be exchanged while the machine runs and then counts from the next step on.
 *
 * @param bootActionFailure what the boot actions report as their error in place of success; empty for none
 * @param neverNetworkBoots the firmware ignores the network, as with an unplugged cable
 * @param bmcRefusesLogin every login is answered 401
 * @param bmcUnreachable the controller takes connections and drops them without an answer
 * @param critical the controller tells that the system's health is critical
 * @param agentSilent the agent takes connections and drops them without an answer
 * @param slowPower added to the time that a power change takes
 */
public record FaultPlan(
        String bootActionFailure,
        boolean neverNetworkBoots,
        boolean bmcRefusesLogin,
        boolean bmcUnreachable,
        boolean critical,
        boolean agentSilent,
        Duration slowPower) {

    public static final FaultPlan NONE = new FaultPlan("", false, false, false, false, false, Duration.ZERO);

    public FaultPlan withBootActionFailure(String message) {
        return new FaultPlan(message, neverNetworkBoots, bmcRefusesLogin, bmcUnreachable, critical, agentSilent, slowPower);
    }

    public FaultPlan withoutNetworkBoot() {
        return new FaultPlan(bootActionFailure, true, bmcRefusesLogin, bmcUnreachable, critical, agentSilent, slowPower);
    }

    public FaultPlan withLoginRefused() {
        return new FaultPlan(bootActionFailure, neverNetworkBoots, true, bmcUnreachable, critical, agentSilent, slowPower);
    }

    public FaultPlan withUnreachableBmc() {
        return new FaultPlan(bootActionFailure, neverNetworkBoots, bmcRefusesLogin, true, critical, agentSilent, slowPower);
    }

    public FaultPlan withCriticalHealth() {
        return new FaultPlan(bootActionFailure, neverNetworkBoots, bmcRefusesLogin, bmcUnreachable, true, agentSilent, slowPower);
    }

    public FaultPlan withSlowPower(Duration more) {
        return new FaultPlan(bootActionFailure, neverNetworkBoots, bmcRefusesLogin, bmcUnreachable, critical, agentSilent, more);
    }
}

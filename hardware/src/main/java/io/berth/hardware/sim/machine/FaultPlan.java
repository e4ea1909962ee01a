package io.berth.hardware.sim.machine;

import java.time.Duration;

/**
 * What goes wrong with a machine; it may be exchanged while the machine runs and then counts from the next step on.
 *
 * @param bootActionFailure what the boot actions report as their error in place of success; empty for none
 * @param neverNetworkBoots the firmware ignores the network, as with an unplugged cable
 * @param bmcRefusesLogin every login is answered 401
 * @param bmcUnreachable the controller takes connections and drops them without an answer
 * @param slowPower added to the time that a power change takes
 */
public record FaultPlan(
        String bootActionFailure,
        boolean neverNetworkBoots,
        boolean bmcRefusesLogin,
        boolean bmcUnreachable,
        Duration slowPower) {

    public static final FaultPlan NONE = new FaultPlan("", false, false, false, Duration.ZERO);

    public FaultPlan withBootActionFailure(String message) {
        return new FaultPlan(message, neverNetworkBoots, bmcRefusesLogin, bmcUnreachable, slowPower);
    }

    public FaultPlan withoutNetworkBoot() {
        return new FaultPlan(bootActionFailure, true, bmcRefusesLogin, bmcUnreachable, slowPower);
    }

    public FaultPlan withLoginRefused() {
        return new FaultPlan(bootActionFailure, neverNetworkBoots, true, bmcUnreachable, slowPower);
    }

    public FaultPlan withUnreachableBmc() {
        return new FaultPlan(bootActionFailure, neverNetworkBoots, bmcRefusesLogin, true, slowPower);
    }

    public FaultPlan withSlowPower(Duration more) {
        return new FaultPlan(bootActionFailure, neverNetworkBoots, bmcRefusesLogin, bmcUnreachable, more);
    }
}

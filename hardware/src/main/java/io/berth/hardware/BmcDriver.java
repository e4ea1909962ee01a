package io.berth.hardware;

/**
 * Commands one machine through its baseboard management controller.
 *
 * <p>Every operation blocks until it is done or has failed, within the limits of the driver's {@link BmcTimings}: call it from a
 * virtual thread. Nothing is thrown for what a controller does or fails to do; that is a {@link BmcResult}. An interrupted call
 * ends early as {@link BmcResult.Unreachable} with the thread's interrupt flag set.
 *
 * <p>The steps and their messages are those of contract drydock §16.1.
 */
public interface BmcDriver {

    /** Reads the power state and changes nothing ("interrogate"). */
    BmcResult<PowerState> readPower(BmcEndpoint endpoint);

    /** Makes the machine network boot at its next start only; done when the controller says so itself. */
    BmcResult<BootOverride> setNetworkBootOnce(BmcEndpoint endpoint);

    /** Forces the machine off, waits until it is, switches it on and waits again. */
    BmcResult<PowerState> powerCycle(BmcEndpoint endpoint);

    /** Switches the machine on and waits until it is; done at once when it is on already. */
    BmcResult<PowerState> powerOn(BmcEndpoint endpoint);

    /** Forces the machine off and waits until it is; done at once when it is off already. */
    BmcResult<PowerState> powerOff(BmcEndpoint endpoint);

    /** Reads how the machine is, as its controller sees it, and changes nothing. */
    BmcResult<SystemHealth> readHealth(BmcEndpoint endpoint);

    /** Reads what the controller knows of its machine. */
    BmcResult<SystemFacts> readFacts(BmcEndpoint endpoint);
}

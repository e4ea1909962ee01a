package io.berth.hardware.sim.machine;

/** What hangs on the power supply. Both calls must return at once: the chassis holds its lock. */
public interface PowerListener {

    /** Power is there. {@code networkBoot} tells whether the boot override asks for the network. */
    void poweredOn(boolean networkBoot);

    /** Power is gone; whatever ran has stopped when this returns, or will do nothing more that can be seen. */
    void poweredOff();
}

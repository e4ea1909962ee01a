package io.berth.hardware.sim.node;

/** What a simulated node is doing. */
public enum NodePhase {
    OFF,
    /** Power is on, the firmware tests itself. */
    FIRMWARE,
    /** Asking Berth what to boot. */
    NETWORK_BOOT,
    /** Fetching boot data and writing it to the disk. */
    INSTALLING,
    /** The installed system starts for the first time and runs its boot actions. */
    FIRST_BOOT,
    /** The installed system runs. */
    RUNNING,
    /** A kernel came over the network that installs nothing. */
    OTHER_KERNEL,
    /** Nothing to start on the disk. */
    NO_OPERATING_SYSTEM,
    /** The installation ended early; the console says why. */
    INSTALL_FAILED
}

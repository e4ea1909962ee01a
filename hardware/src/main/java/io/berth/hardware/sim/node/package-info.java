/**
 * The computer of a simulated machine: it starts, asks Berth what to boot, installs what it is given, runs the boot actions and
 * phones home, all over HTTP, as a real one would.
 */
@NullMarked
package io.berth.hardware.sim.node;

import org.jspecify.annotations.NullMarked;

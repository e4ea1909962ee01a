/** What a simulated machine is made of: its description, its faults, and the box with a power switch. */
@NullMarked
package io.berth.hardware.sim.machine;

import org.jspecify.annotations.NullMarked;

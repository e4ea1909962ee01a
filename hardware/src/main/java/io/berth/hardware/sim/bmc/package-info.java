/** A baseboard management controller that speaks Redfish (DMTF DSP0266) over HTTP, for simulated machines. */
@NullMarked
package io.berth.hardware.sim.bmc;

import org.jspecify.annotations.NullMarked;

/** The out-of-band driver for controllers that speak Redfish (DMTF DSP0266), in the steps of contract drydock §16.1. */
@NullMarked
package io.berth.hardware.redfish;

import org.jspecify.annotations.NullMarked;

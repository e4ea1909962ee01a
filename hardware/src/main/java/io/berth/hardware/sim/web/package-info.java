/** The little HTTP server under the simulated controllers, agents and artifacts. */
@NullMarked
package io.berth.hardware.sim.web;

import org.jspecify.annotations.NullMarked;

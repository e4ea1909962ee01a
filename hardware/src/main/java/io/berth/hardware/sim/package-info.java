/**
 * A simulated site: machines with controllers that speak Redfish and computers that boot over the network, agents on them, and the
 * server that holds the site's design and artifacts. For {@code --fake}, the demo and tests; nothing else in Berth knows that machines
 * may be simulated.
 */
@NullMarked
package io.berth.hardware.sim;

import org.jspecify.annotations.NullMarked;

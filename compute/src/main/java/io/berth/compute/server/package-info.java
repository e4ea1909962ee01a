/** Servers: placed on a host in the transaction that creates them, and what happens to them there. */
@NullMarked
package io.berth.compute.server;

import org.jspecify.annotations.NullMarked;

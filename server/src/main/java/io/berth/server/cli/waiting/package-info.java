/** Leases that wait for what they reserve. */
@NullMarked
package io.berth.server.cli.waiting;

import org.jspecify.annotations.NullMarked;

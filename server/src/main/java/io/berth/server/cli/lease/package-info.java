/** Leases that wait for what they reserve, and leases that come again. */
@NullMarked
package io.berth.server.cli.lease;

import org.jspecify.annotations.NullMarked;

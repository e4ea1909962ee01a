/** Leases that wait for hosts, and leases that come again. */
@NullMarked
package io.berth.server.cli.lease;

import org.jspecify.annotations.NullMarked;

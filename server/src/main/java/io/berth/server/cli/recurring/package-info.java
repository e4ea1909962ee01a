/** Leases that come again. */
@NullMarked
package io.berth.server.cli.recurring;

import org.jspecify.annotations.NullMarked;

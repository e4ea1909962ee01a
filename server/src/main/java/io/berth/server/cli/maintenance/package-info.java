/** {@code berth maintenance}: hosts that are closed to leases. */
@NullMarked
package io.berth.server.cli.maintenance;

import org.jspecify.annotations.NullMarked;

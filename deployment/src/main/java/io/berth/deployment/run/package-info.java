/** Runs queued tasks: ownership by heartbeat, resumption, the journal that a run writes. */
@NullMarked
package io.berth.deployment.run;

import org.jspecify.annotations.NullMarked;

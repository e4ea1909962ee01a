/** Machines as the provisioner knows them, what was found out about them, and how they enter the ledger. */
@NullMarked
package io.berth.deployment.node;

import org.jspecify.annotations.NullMarked;

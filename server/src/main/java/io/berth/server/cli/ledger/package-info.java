/** Commands about the ledger. */
@NullMarked
package io.berth.server.cli.ledger;

import org.jspecify.annotations.NullMarked;

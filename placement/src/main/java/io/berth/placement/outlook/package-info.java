/** The ledger as it is to be expected in a time to come, as far as somebody who plans knows it. */
@NullMarked
package io.berth.placement.outlook;

import org.jspecify.annotations.NullMarked;

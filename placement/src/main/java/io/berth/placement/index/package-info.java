/** The ledger in memory: what reads are answered from and claims are decided on. */
@NullMarked
package io.berth.placement.index;

import org.jspecify.annotations.NullMarked;

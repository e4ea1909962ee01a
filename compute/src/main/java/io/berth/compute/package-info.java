/** Servers and what other services say about them (contract nova-external-events, seed Nova external events). */
@NullMarked
package io.berth.compute;

import org.jspecify.annotations.NullMarked;

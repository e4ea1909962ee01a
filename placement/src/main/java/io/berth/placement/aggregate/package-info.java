/** Aggregates (contract placement §8.9). */
@NullMarked
package io.berth.placement.aggregate;

import org.jspecify.annotations.NullMarked;

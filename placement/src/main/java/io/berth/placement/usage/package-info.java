/** Sums of what is used (contract placement §8.8, §8.15). */
@NullMarked
package io.berth.placement.usage;

import org.jspecify.annotations.NullMarked;

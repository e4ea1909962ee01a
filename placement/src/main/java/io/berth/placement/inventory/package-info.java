/** Inventories (contract placement §8.7). */
@NullMarked
package io.berth.placement.inventory;

import org.jspecify.annotations.NullMarked;

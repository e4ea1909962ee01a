/** Moving inventories and allocations between providers in one step (contract placement §8.17). */
@NullMarked
package io.berth.placement.reshape;

import org.jspecify.annotations.NullMarked;

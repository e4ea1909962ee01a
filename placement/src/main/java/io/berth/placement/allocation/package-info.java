/** What consumers have (contract placement §8.10, §8.14). */
@NullMarked
package io.berth.placement.allocation;

import org.jspecify.annotations.NullMarked;

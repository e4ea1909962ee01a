/** Resource classes (contract placement §8.13). */
@NullMarked
package io.berth.placement.resourceclass;

import org.jspecify.annotations.NullMarked;

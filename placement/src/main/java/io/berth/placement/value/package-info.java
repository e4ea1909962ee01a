/** Values as placement's clients spell them (contract placement §7). */
@NullMarked
package io.berth.placement.value;

import org.jspecify.annotations.NullMarked;

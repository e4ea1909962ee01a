/** How host profiles pass values down, and what is derived from them afterwards. */
@NullMarked
package io.berth.deployment.design.inherit;

import org.jspecify.annotations.NullMarked;

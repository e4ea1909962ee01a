/** Load on a server, and what was measured under it. */
@NullMarked
package io.berth.bench.load;

import org.jspecify.annotations.NullMarked;

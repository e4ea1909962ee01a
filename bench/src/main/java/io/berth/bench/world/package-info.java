/** What the servers are filled with before they are measured. */
@NullMarked
package io.berth.bench.world;

import org.jspecify.annotations.NullMarked;

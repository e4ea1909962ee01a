/** What Berth did with its time while it was measured. */
@NullMarked
package io.berth.bench.profile;

import org.jspecify.annotations.NullMarked;

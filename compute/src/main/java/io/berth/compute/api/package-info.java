/** The compute API, as its clients know it. */
@NullMarked
package io.berth.compute.api;

import org.jspecify.annotations.NullMarked;

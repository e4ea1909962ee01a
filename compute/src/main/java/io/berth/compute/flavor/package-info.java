/** The sizes that servers come in. */
@NullMarked
package io.berth.compute.flavor;

import org.jspecify.annotations.NullMarked;

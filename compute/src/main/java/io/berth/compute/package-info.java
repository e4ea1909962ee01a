@NullMarked
package io.berth.compute;

import org.jspecify.annotations.NullMarked;

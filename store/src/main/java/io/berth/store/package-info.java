@NullMarked
package io.berth.store;

import org.jspecify.annotations.NullMarked;

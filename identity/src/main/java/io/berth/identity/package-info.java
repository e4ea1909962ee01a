@NullMarked
package io.berth.identity;

import org.jspecify.annotations.NullMarked;

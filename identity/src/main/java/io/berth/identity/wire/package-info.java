@NullMarked
package io.berth.identity.wire;

import org.jspecify.annotations.NullMarked;

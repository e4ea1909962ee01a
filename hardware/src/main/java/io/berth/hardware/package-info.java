@NullMarked
package io.berth.hardware;

import org.jspecify.annotations.NullMarked;

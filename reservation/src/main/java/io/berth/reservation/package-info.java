@NullMarked
package io.berth.reservation;

import org.jspecify.annotations.NullMarked;

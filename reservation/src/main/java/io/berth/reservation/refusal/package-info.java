/** Every reason why this room does not do what was asked. */
@NullMarked
package io.berth.reservation.refusal;

import org.jspecify.annotations.NullMarked;

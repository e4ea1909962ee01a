/** What projects may reserve at most, what they have reserved, and the refusal of more. */
@NullMarked
package io.berth.reservation.budget;

import org.jspecify.annotations.NullMarked;

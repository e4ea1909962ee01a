/** The names of hosts' extra capabilities, and who may see them. */
@NullMarked
package io.berth.reservation.property;

import org.jspecify.annotations.NullMarked;

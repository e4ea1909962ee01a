/** Placement's API as one: its route table and the order in which a request is judged. */
@NullMarked
package io.berth.placement.api;

import org.jspecify.annotations.NullMarked;

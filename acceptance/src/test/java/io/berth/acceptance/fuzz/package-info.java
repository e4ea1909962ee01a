/** Requests that nobody should send: made from a seed, sent as raw bytes. */
@NullMarked
package io.berth.acceptance.fuzz;

import org.jspecify.annotations.NullMarked;

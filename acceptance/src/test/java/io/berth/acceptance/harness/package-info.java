/** Starts Berth as a process and speaks to it as its users do. */
@NullMarked
package io.berth.acceptance.harness;

import org.jspecify.annotations.NullMarked;

/** Finds candidates in a world, one by one: pure, and no more work than what is asked for needs (contract placement §8.16). */
@NullMarked
package io.berth.placement.candidate.search;

import org.jspecify.annotations.NullMarked;

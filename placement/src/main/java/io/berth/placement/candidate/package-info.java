/** Allocation candidates: where what a client asks for could be allocated (contract placement §8.16). */
@NullMarked
package io.berth.placement.candidate;

import org.jspecify.annotations.NullMarked;

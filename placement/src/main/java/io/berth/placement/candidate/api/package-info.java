/** {@code GET /allocation_candidates}: how it is asked and answered, by microversion (contract placement §8.16). */
@NullMarked
package io.berth.placement.candidate.api;

import org.jspecify.annotations.NullMarked;

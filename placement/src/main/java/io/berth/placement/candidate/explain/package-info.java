/** Why there are candidates or none: what each constraint removed, who came near, and what would help. */
@NullMarked
package io.berth.placement.candidate.explain;

import org.jspecify.annotations.NullMarked;

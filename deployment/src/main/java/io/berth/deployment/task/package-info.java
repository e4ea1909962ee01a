/** Tasks: what was asked for, how far it is, what came of it; and the rules by which results add up. */
@NullMarked
package io.berth.deployment.task;

import org.jspecify.annotations.NullMarked;

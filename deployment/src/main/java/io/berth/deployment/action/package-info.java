/** What each task action does, step by step. */
@NullMarked
package io.berth.deployment.action;

import org.jspecify.annotations.NullMarked;

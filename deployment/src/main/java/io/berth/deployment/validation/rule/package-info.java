/** What a design rule is, and what it may ask and report. */
@NullMarked
package io.berth.deployment.validation.rule;

import org.jspecify.annotations.NullMarked;

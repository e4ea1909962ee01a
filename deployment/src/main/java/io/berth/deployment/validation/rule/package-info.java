/** The eighteen design rules, one class each, in the contract's terms. */
@NullMarked
package io.berth.deployment.validation.rule;

import org.jspecify.annotations.NullMarked;

/** Rules about single nodes: platform, management controllers, boot actions. */
@NullMarked
package io.berth.deployment.validation.rule.node;

import org.jspecify.annotations.NullMarked;

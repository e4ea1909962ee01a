/** Rules about networks, links, addresses and names. */
@NullMarked
package io.berth.deployment.validation.rule.network;

import org.jspecify.annotations.NullMarked;

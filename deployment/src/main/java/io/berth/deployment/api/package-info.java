/** Drydock's API and the endpoints for booting nodes. */
@NullMarked
package io.berth.deployment.api;

import org.jspecify.annotations.NullMarked;

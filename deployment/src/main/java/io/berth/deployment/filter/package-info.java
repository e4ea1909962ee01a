/** Which nodes a task, an API call or a boot action is about. */
@NullMarked
package io.berth.deployment.filter;

import org.jspecify.annotations.NullMarked;

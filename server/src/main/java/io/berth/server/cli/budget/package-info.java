/** Commands about what projects may reserve. */
@NullMarked
package io.berth.server.cli.budget;

import org.jspecify.annotations.NullMarked;

/** Commands about when hosts are free. */
@NullMarked
package io.berth.server.cli.calendar;

import org.jspecify.annotations.NullMarked;

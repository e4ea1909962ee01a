/** What is wanted of a lease, and whether it would be granted. */
@NullMarked
package io.berth.server.cli.lease;

import org.jspecify.annotations.NullMarked;

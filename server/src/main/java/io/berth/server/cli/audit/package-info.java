/** {@code berth audit}: has a running Berth check itself. */
@NullMarked
package io.berth.server.cli.audit;

import org.jspecify.annotations.NullMarked;

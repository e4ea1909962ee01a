/** What commands that ask a running Berth have in common. */
@NullMarked
package io.berth.server.cli.remote;

import org.jspecify.annotations.NullMarked;

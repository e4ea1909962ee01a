/** {@code berth host}: whether hosts are well. */
@NullMarked
package io.berth.server.cli.host;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.berth.server.cli;

import org.jspecify.annotations.NullMarked;

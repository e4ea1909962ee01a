@NullMarked
package io.berth.server.fake;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.berth.server;

import org.jspecify.annotations.NullMarked;

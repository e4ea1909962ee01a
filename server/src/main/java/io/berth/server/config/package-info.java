@NullMarked
package io.berth.server.config;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.berth.server.demo;

import org.jspecify.annotations.NullMarked;

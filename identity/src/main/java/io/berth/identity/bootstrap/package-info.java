@NullMarked
package io.berth.identity.bootstrap;

import org.jspecify.annotations.NullMarked;

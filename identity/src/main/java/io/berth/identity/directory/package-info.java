@NullMarked
package io.berth.identity.directory;

import org.jspecify.annotations.NullMarked;

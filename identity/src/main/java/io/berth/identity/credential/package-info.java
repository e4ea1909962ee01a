@NullMarked
package io.berth.identity.credential;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.berth.identity.token;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.berth.identity.auth;

import org.jspecify.annotations.NullMarked;

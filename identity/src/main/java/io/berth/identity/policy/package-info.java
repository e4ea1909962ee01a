@NullMarked
package io.berth.identity.policy;

import org.jspecify.annotations.NullMarked;

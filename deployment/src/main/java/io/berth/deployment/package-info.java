@NullMarked
package io.berth.deployment;

import org.jspecify.annotations.NullMarked;

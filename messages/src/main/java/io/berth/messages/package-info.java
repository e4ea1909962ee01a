@NullMarked
package io.berth.messages;

import org.jspecify.annotations.NullMarked;

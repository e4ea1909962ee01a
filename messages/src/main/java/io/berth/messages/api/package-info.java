/** The block storage API's messages, as its clients know them. */
@NullMarked
package io.berth.messages.api;

import org.jspecify.annotations.NullMarked;

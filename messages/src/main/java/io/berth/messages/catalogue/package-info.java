/** What a message may say: every action, detail and parameter, each defined here before it can be used. */
@NullMarked
package io.berth.messages.catalogue;

import org.jspecify.annotations.NullMarked;

/** The real services, where they are installed: what Berth's behaviour and speed are held against. */
@NullMarked
package io.berth.testkit.peer;

import org.jspecify.annotations.NullMarked;

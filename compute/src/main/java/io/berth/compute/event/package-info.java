/** External events: judged one by one, stored, handed to the agents of the servers' hosts. */
@NullMarked
package io.berth.compute.event;

import org.jspecify.annotations.NullMarked;

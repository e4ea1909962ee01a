/** What was done with servers, by whom. */
@NullMarked
package io.berth.compute.action;

import org.jspecify.annotations.NullMarked;

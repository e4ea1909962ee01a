/** The image service that clients of servers look for. */
@NullMarked
package io.berth.compute.image;

import org.jspecify.annotations.NullMarked;

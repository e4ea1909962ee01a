/** Which servers there are: lists by what they have, in the order that was asked for, page by page. */
@NullMarked
package io.berth.compute.server.search;

import org.jspecify.annotations.NullMarked;

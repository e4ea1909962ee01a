/** An HTTP/1.1 client that costs as little as can be: it shares the machine with what it measures. */
@NullMarked
package io.berth.bench.client;

import org.jspecify.annotations.NullMarked;

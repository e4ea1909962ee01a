/** The benchmark: its command line, its order of doing things, and the machine it runs on. */
@NullMarked
package io.berth.bench;

import org.jspecify.annotations.NullMarked;

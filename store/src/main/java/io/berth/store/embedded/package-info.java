/** A real, durable PostgreSQL of Berth's own, for sites that run none: unpacked, started, recovered and stopped with Berth. */
@NullMarked
package io.berth.store.embedded;

import org.jspecify.annotations.NullMarked;

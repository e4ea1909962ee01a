/** Berth as a process, driven from outside: by HTTP, by the real clients, by several replicas, by faults. */
@NullMarked
package io.berth.acceptance;

import org.jspecify.annotations.NullMarked;

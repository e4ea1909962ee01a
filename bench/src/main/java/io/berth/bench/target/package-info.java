/** What is measured: Berth and the real placement service, each as a process of its own over one PostgreSQL. */
@NullMarked
package io.berth.bench.target;

import org.jspecify.annotations.NullMarked;

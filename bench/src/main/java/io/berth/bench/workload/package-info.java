/** What is measured: one class a workload, and the list of all of them. */
@NullMarked
package io.berth.bench.workload;

import org.jspecify.annotations.NullMarked;

/** Figures beside what was asked of them, as a table for people. */
@NullMarked
package io.berth.bench.report;

import org.jspecify.annotations.NullMarked;

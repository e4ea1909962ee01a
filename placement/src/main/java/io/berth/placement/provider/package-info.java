/** Resource providers: their representation, filters, trees (contract placement §8.1–8.6). */
@NullMarked
package io.berth.placement.provider;

import org.jspecify.annotations.NullMarked;

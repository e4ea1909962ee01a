/** What providers are asked for, as the list of providers and the allocation candidates both spell it (contract placement §8.2). */
@NullMarked
package io.berth.placement.filter;

import org.jspecify.annotations.NullMarked;

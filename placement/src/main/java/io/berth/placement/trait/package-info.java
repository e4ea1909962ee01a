/** Traits, by themselves and of providers (contract placement §8.11, §8.12). */
@NullMarked
package io.berth.placement.trait;

import org.jspecify.annotations.NullMarked;

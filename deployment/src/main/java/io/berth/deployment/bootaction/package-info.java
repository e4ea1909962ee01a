/** What a booting node gets: rendered assets, their archive, and its package list. */
@NullMarked
package io.berth.deployment.bootaction;

import org.jspecify.annotations.NullMarked;

/** What runs on hosts, as Berth sees it: whether it answers. */
@NullMarked
package io.berth.compute.agent;

import org.jspecify.annotations.NullMarked;

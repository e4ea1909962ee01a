/** What a booting node may fetch and report, and with which key. */
@NullMarked
package io.berth.deployment.boot;

import org.jspecify.annotations.NullMarked;

/** One record per kind of design document, as written: nothing is inherited or derived here. */
@NullMarked
package io.berth.deployment.design.document;

import org.jspecify.annotations.NullMarked;

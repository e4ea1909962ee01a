/** A site's documents, read, inherited and compiled into the design that everything else works on. */
@NullMarked
package io.berth.deployment.design;

import org.jspecify.annotations.NullMarked;

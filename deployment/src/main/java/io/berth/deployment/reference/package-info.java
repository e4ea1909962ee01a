/** Finds the documents and files that designs and their assets refer to. */
@NullMarked
package io.berth.deployment.reference;

import org.jspecify.annotations.NullMarked;

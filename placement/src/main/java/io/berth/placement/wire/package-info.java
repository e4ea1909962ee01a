/** How placement speaks HTTP: versions, gates, errors, headers, values. Knows no nouns. */
@NullMarked
package io.berth.placement.wire;

import org.jspecify.annotations.NullMarked;

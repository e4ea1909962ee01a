@NullMarked
package io.berth.identity.catalog;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.berth.http;

import org.jspecify.annotations.NullMarked;

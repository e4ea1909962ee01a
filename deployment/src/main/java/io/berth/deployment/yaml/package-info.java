/** YAML 1.1 text to immutable values, read exactly as PyYAML's safe loader reads it. */
@NullMarked
package io.berth.deployment.yaml;

import org.jspecify.annotations.NullMarked;

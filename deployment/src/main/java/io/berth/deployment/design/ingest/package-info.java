/** From YAML values to document records: structure check (DD001) and object model check (DD000). */
@NullMarked
package io.berth.deployment.design.ingest;

import org.jspecify.annotations.NullMarked;

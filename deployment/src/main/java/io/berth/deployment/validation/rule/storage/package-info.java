/** Rules about disks, partitions and volumes. */
@NullMarked
package io.berth.deployment.validation.rule.storage;

import org.jspecify.annotations.NullMarked;

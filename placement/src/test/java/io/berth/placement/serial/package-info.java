/** Whether what several replicas answered at once can be explained by some order, one after the other. */
@org.jspecify.annotations.NullMarked
package io.berth.placement.serial;

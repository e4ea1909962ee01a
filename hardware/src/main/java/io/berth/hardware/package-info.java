/**
 * Machines out of band: the port through which a baseboard management controller (BMC) is commanded, and what it answers.
 * Drivers implement {@link io.berth.hardware.BmcDriver}; nothing here knows a task, a host or a database.
 */
@NullMarked
package io.berth.hardware;

import org.jspecify.annotations.NullMarked;

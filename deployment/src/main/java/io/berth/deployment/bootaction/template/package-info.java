/**
 * Jinja2 templates that render as Python renders them, or are refused. A template is read by Jinja2's own grammar here; what is accepted is handed to
 * jinjava as loops, conditions and calls of one operation that follows Python's rules, because jinjava's own operators differ from Python's without
 * saying so.
 */
@NullMarked
package io.berth.deployment.bootaction.template;

import org.jspecify.annotations.NullMarked;

/**
 * JSON schemas (draft 4) whose violations read as those of Python's {@code jsonschema} library, because clients of the OpenStack APIs match
 * these texts (contract placement §5.4, contract nova-external-events §3).
 */
@NullMarked
package io.berth.http.schema;

import org.jspecify.annotations.NullMarked;

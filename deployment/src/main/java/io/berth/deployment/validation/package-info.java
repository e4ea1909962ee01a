/** What is wrong with a design: the rules, their results and the report that the API answers with. */
@NullMarked
package io.berth.deployment.validation;

import org.jspecify.annotations.NullMarked;

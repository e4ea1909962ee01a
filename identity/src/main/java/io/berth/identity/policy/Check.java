package io.berth.identity.policy;

import java.util.List;

/** A parsed rule (contract keystone §7). */
sealed interface Check {
    /** {@code @}, an empty string, an empty list. */
    record Always() implements Check {}

    /** {@code !}, and whatever cannot be understood. */
    record Never() implements Check {}

    record And(List<Check> all) implements Check {
        public And {
            all = List.copyOf(all);
        }
    }

    record Or(List<Check> any) implements Check {
        public Or {
            any = List.copyOf(any);
        }
    }

    record Not(Check check) implements Check {}

    /** {@code rule:NAME}. */
    record OfRule(String name) implements Check {}

    /** {@code role:NAME}; the name may hold {@code %(key)s}. */
    record HasRole(String name) implements Check {}

    /** {@code KEY:VALUE}: a credential equals the value, which may hold {@code %(key)s}. */
    record Credential(String key, String value) implements Check {}

    /** {@code 'text':VALUE}, {@code True:VALUE}: a fixed text equals the value, which may hold {@code %(key)s}. */
    record Literal(String text, String value) implements Check {}
}

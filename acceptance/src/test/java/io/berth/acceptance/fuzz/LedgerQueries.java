package io.berth.acceptance.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Queries in placement's language of requests: mostly of its grammar, so that they reach the search, and now and then beside it. */
final class LedgerQueries {
    private static final List<String> SUFFIXES = List.of("", "", "", "1", "2", "_A", "_a-b", "_" + "x".repeat(64), "01", "0", "_");
    private static final List<String> CLASSES = List.of("VCPU", "MEMORY_MB", "DISK_GB", "PCPU", "CUSTOM_THING", "vcpu", "CUSTOM_NOT_THERE");
    private static final List<String> AMOUNTS = List.of("1", "2", "8", "1024", "0", "-1", "2147483647", "2147483648", "9223372036854775808", "1.5", "");
    private static final List<String> TRAITS = List.of(
            "HW_CPU_X86_VMX", "HW_CPU_X86_AVX2", "CUSTOM_FUZZED", "MISC_SHARES_VIA_AGGREGATE", "COMPUTE_NODE", "NOT_A_TRAIT");

    private final StrangeValues strange;
    private final List<String> ids;

    /** @param ids of things that exist */
    LedgerQueries(StrangeValues strange, List<String> ids) {
        this.strange = strange;
        this.ids = ids;
    }

    /** @return parameters joined by {@code &}; at least one */
    String make() {
        List<String> parameters = new ArrayList<>();
        if (!strange.oneIn(4)) {
            parameters.add("resources" + suffix() + "=" + several(this::amount));
        }
        do {
            parameters.add(strange.oneIn(12) ? strange.text() : parameter());
        } while (!strange.oneIn(3));
        return String.join("&", parameters);
    }

    private String parameter() {
        return switch (strange.below(14)) {
            case 0, 1 -> "resources" + suffix() + "=" + several(this::amount);
            case 2, 3, 4 -> "required" + suffix() + "=" + traits();
            case 5, 6 -> "member_of" + suffix() + "=" + aggregates();
            case 7 -> "in_tree" + suffix() + "=" + id();
            case 8 -> "root_required=" + traits();
            case 9 -> "same_subtree=" + several(this::suffix);
            case 10 -> "group_policy=" + strange.one(List.of("none", "isolate", "both", ""));
            case 11 -> "limit=" + strange.one(List.of("1", "10", "1000", "0", "-1", "1e3", "99999999999999999999", ""));
            case 12 -> strange.one(List.of("name", "uuid", "project_id", "user_id", "consumer_type", "associated")) + "=" + id();
            default -> "name=" + strange.one(List.of("in:", "startswith:", "in:HW_CPU_X86_VMX,x", "startswith:%25_")) + strange.text();
        };
    }

    private String suffix() {
        return strange.oneIn(15) ? strange.text() : strange.one(SUFFIXES);
    }

    private String amount() {
        String resourceClass = strange.oneIn(15) ? strange.text() : strange.one(CLASSES);
        return strange.oneIn(20) ? resourceClass : resourceClass + ":" + strange.one(strange.oneIn(3) ? AMOUNTS : List.of("1", "2"));
    }

    private String traits() {
        String any = strange.oneIn(3) ? "in:" : "";
        return any + several(() -> (strange.oneIn(4) ? "!" : "") + (strange.oneIn(15) ? strange.text() : strange.one(TRAITS)));
    }

    private String aggregates() {
        return strange.one(List.of("", "in:", "!", "!in:", "in:!")) + several(this::id);
    }

    private String id() {
        return strange.oneIn(5) ? strange.text() : strange.one(ids);
    }

    /** One to three, or now and then a hundred, joined by commas. */
    private String several(Supplier<String> each) {
        int count = strange.oneIn(60) ? 100 : 1 + strange.below(3);
        return String.join(",", IntStream.range(0, count).mapToObj(any -> each.get()).toList());
    }
}

package io.berth.deployment.task;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What came of a task so far (contract drydock §5.4), and how results of steps add up to that of the whole.
 *
 * @param successes names of what it worked for, usually nodes, each once
 * @param failures those that it did not work for
 * @param hasLogs whether the task collected build data, to which its result then links
 */
public record TaskResult(Outcome outcome, List<String> successes, List<String> failures, boolean hasLogs) {
    public static final TaskResult INCOMPLETE = new TaskResult(Outcome.INCOMPLETE, List.of(), List.of(), false);
    public static final TaskResult SUCCESS = new TaskResult(Outcome.SUCCESS, List.of(), List.of(), false);
    public static final TaskResult FAILURE = new TaskResult(Outcome.FAILURE, List.of(), List.of(), false);

    public TaskResult {
        successes = List.copyOf(successes);
        failures = List.copyOf(failures);
    }

    public enum Outcome {
        INCOMPLETE,
        SUCCESS,
        PARTIAL_SUCCESS,
        FAILURE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Outcome ofWireName(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    /** With one more entity that it worked for. */
    public TaskResult succeeded(String name) {
        Outcome next = outcome == Outcome.FAILURE || outcome == Outcome.PARTIAL_SUCCESS
                ? Outcome.PARTIAL_SUCCESS
                : Outcome.SUCCESS;
        return new TaskResult(next, plus(successes, name), failures, hasLogs);
    }

    /** With one more entity that it did not work for. */
    public TaskResult failed(String name) {
        Outcome next = outcome == Outcome.SUCCESS || outcome == Outcome.PARTIAL_SUCCESS
                ? Outcome.PARTIAL_SUCCESS
                : Outcome.FAILURE;
        return new TaskResult(next, successes, plus(failures, name), hasLogs);
    }

    public TaskResult withLogs() {
        return new TaskResult(outcome, successes, failures, true);
    }

    /**
     * The result of a task about {@code nodes}, from its steps: a node failed if any step says so for its last try, and
     * worked if the deciding steps say so and none says otherwise. A node of which no step says anything failed: whoever
     * reads the result trusts it to name them all.
     *
     * @param failures nodes named as failed by any step
     * @param successes nodes named as successes by the steps that decide
     */
    public static TaskResult ofNodes(List<String> nodes, Set<String> successes, Set<String> failures) {
        List<String> worked = nodes.stream()
                .filter(node -> successes.contains(node) && !failures.contains(node))
                .toList();
        List<String> others = nodes.stream().filter(node -> !worked.contains(node)).toList();
        return new TaskResult(outcome(worked, others), worked, others, false);
    }

    private static Outcome outcome(List<String> worked, List<String> failed) {
        if (failed.isEmpty()) {
            return Outcome.SUCCESS;
        }
        return worked.isEmpty() ? Outcome.FAILURE : Outcome.PARTIAL_SUCCESS;
    }

    private static List<String> plus(List<String> names, String name) {
        Set<String> more = new LinkedHashSet<>(names);
        more.add(name);
        return new ArrayList<>(more);
    }
}

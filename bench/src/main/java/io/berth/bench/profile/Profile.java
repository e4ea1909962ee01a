package io.berth.bench.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a recorded process spent its processor time, and what it allocated.
 *
 * @param samples one for every {@link #SAMPLE_MILLIS} of processor time, less those that the JVM could not take
 * @param self samples by the method that ran
 * @param within samples by every method of Berth's own that was somewhere on the stack
 * @param threads samples by kind of thread
 * @param allocated bytes by the innermost method of Berth's own, and the class allocated
 */
public record Profile(
        int samples,
        Map<String, Long> self,
        Map<String, Long> within,
        Map<String, Long> threads,
        Map<String, Long> allocated) {
    static final int SAMPLE_MILLIS = 2;

    private static final String OURS = "io.berth.";

    static Profile read(Path recording) {
        Map<String, Long> self = new HashMap<>();
        Map<String, Long> within = new HashMap<>();
        Map<String, Long> threads = new HashMap<>();
        Map<String, Long> allocated = new HashMap<>();
        int samples = 0;
        try (RecordingFile events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                String type = event.getEventType().getName();
                if (stack == null || stack.getFrames().isEmpty()) {
                    continue;
                }
                if (type.equals("jdk.CPUTimeSample")) {
                    samples++;
                    self.merge(name(stack.getFrames().getFirst().getMethod()), 1L, Long::sum);
                    ours(stack).forEach(method -> within.merge(method, 1L, Long::sum));
                    threads.merge(kind(event), 1L, Long::sum);
                } else if (type.equals("jdk.ObjectAllocationSample")) {
                    allocated.merge(
                            event.getClass("objectClass").getName() + " in " + innermost(stack), event.getLong("weight"), Long::sum);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Profile(samples, self, within, threads, allocated);
    }

    private static String kind(RecordedEvent event) {
        var thread = event.getThread("eventThread");
        String name = thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
        String kind = name.replaceAll("[0-9].*$", "");
        return thread != null && thread.isVirtual() ? "virtual threads" : kind.isEmpty() ? "unnamed" : kind;
    }

    private static Set<String> ours(RecordedStackTrace stack) {
        return stack.getFrames().stream()
                .map(frame -> name(frame.getMethod()))
                .filter(method -> method.startsWith(OURS) && !method.contains("$$Lambda"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String innermost(RecordedStackTrace stack) {
        return stack.getFrames().stream()
                .map(RecordedFrame::getMethod)
                .map(Profile::name)
                .filter(method -> method.startsWith(OURS))
                .findFirst()
                .orElseGet(() -> name(stack.getFrames().getFirst().getMethod()));
    }

    /** Hidden classes have another number at each start: what stands before it is enough. */
    private static String name(RecordedMethod method) {
        return method.getType().getName().replaceFirst("(\\$\\$\\w+|\\$MH)\\.0x.*", "$1") + "." + method.getName();
    }

    /** The first entries of each, for people. */
    public String words(int entries) {
        long bytes = allocated.values().stream().mapToLong(Long::longValue).sum();
        return "Processor time by method (" + samples + " samples, one every " + SAMPLE_MILLIS + " ms of it)\n" + top(self, entries, samples)
                + "Processor time within Berth's methods\n" + top(within, entries, samples)
                + "Processor time by kind of thread\n" + top(threads, 8, samples)
                + "Allocation by class and Berth's method\n" + top(allocated, entries, bytes);
    }

    private static String top(Map<String, Long> weights, int entries, long all) {
        return weights.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
                .limit(entries)
                .map(entry -> "  %5.1f %%  %s%n".formatted(100.0 * entry.getValue() / Math.max(all, 1), entry.getKey()))
                .collect(Collectors.joining());
    }

    /** The methods that ran longest. */
    public List<String> hottest(int entries) {
        return top(self, entries, samples).lines().map(String::strip).toList();
    }
}

package io.berth.placement.serial;

import io.berth.placement.serial.SerialModel.Operation;
import io.berth.placement.serial.SerialModel.Outcome;
import io.berth.placement.serial.SerialModel.SetTotal;
import io.berth.placement.serial.SerialModel.State;
import io.berth.placement.serial.SerialModel.Verdict;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an order in which the calls of a history, one after the other, give the answers that were given and end in the state that
 * was found. What had been answered before another was asked comes before it.
 */
final class SerialOrder {
    /**
     * A call and its answer.
     *
     * @param generation the provider's afterwards, where the answer tells it
     * @param asked and answered: when, in nanoseconds
     */
    record Call(Operation operation, Verdict verdict, Optional<Long> generation, long asked, long answered) {}

    private record Point(BitSet done, State state) {}

    private final List<Call> history;
    private final State end;
    private final Set<Point> seen = new HashSet<>();
    private Point furthest;

    private SerialOrder(List<Call> history, State begin, State end) {
        this.history = history;
        this.end = end;
        this.furthest = new Point(new BitSet(), begin);
    }

    /** Absent where there is such an order; otherwise how far one gets. */
    static Optional<String> missing(List<Call> history, State begin, State end) {
        SerialOrder order = new SerialOrder(history, begin, end);
        return order.isPossible(new BitSet(), begin) ? Optional.empty() : Optional.of(order.account());
    }

    private boolean isPossible(BitSet before, State begin) {
        BitSet done = (BitSet) before.clone();
        withoutEffect(done, begin);
        Point here = new Point(done, begin);
        if (!seen.add(here)) {
            return false;
        }
        if (done.cardinality() > furthest.done().cardinality()) {
            furthest = here;
        }
        if (done.cardinality() == history.size()) {
            return begin.equals(end);
        }
        long limit = limit(done);
        for (int i = done.nextClearBit(0); i < history.size(); i = done.nextClearBit(i + 1)) {
            Call call = history.get(i);
            Optional<State> after = call.asked() <= limit ? after(begin, call) : Optional.empty();
            if (after.isPresent()) {
                BitSet more = (BitSet) done.clone();
                more.set(i);
                if (isPossible(more, after.get())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whatever can come now and changes nothing may as well come now. */
    private void withoutEffect(BitSet done, State state) {
        boolean isMore = true;
        while (isMore) {
            isMore = false;
            long limit = limit(done);
            for (int i = done.nextClearBit(0); i < history.size(); i = done.nextClearBit(i + 1)) {
                Call call = history.get(i);
                if (call.asked() <= limit && after(state, call).filter(state::equals).isPresent()) {
                    done.set(i);
                    isMore = true;
                }
            }
        }
    }

    /** What is asked after this comes after something that is not done. */
    private long limit(BitSet done) {
        long limit = Long.MAX_VALUE;
        for (int i = done.nextClearBit(0); i < history.size(); i = done.nextClearBit(i + 1)) {
            limit = Math.min(limit, history.get(i).answered());
        }
        return limit;
    }

    private static Optional<State> after(State state, Call call) {
        if (call.verdict() == Verdict.LOST_RACE) {
            return Optional.of(state);
        }
        Outcome outcome = SerialModel.apply(state, call.operation());
        boolean isSame = outcome.verdict() == call.verdict()
                && (call.generation().isEmpty() || call.generation().equals(generation(outcome.after(), call.operation())));
        return isSame ? Optional.of(outcome.after()) : Optional.empty();
    }

    private static Optional<Long> generation(State after, Operation operation) {
        return operation instanceof SetTotal it
                ? Optional.of(after.providers().get(it.provider()).generation())
                : Optional.empty();
    }

    private String account() {
        StringBuilder text = new StringBuilder("after %d of %d calls, in the state%n%s%nnone of these can be next:"
                .formatted(furthest.done().cardinality(), history.size(), furthest.state()));
        long limit = limit(furthest.done());
        for (int i = furthest.done().nextClearBit(0); i < history.size(); i = furthest.done().nextClearBit(i + 1)) {
            if (history.get(i).asked() <= limit) {
                text.append("\n  ").append(history.get(i));
            }
        }
        return text.append("\nand in the end there was\n").append(end).toString();
    }
}

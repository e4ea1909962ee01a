package io.berth.placement.serial;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.placement.serial.SerialModel.Claim;
import io.berth.placement.serial.SerialModel.Consumer;
import io.berth.placement.serial.SerialModel.Operation;
import io.berth.placement.serial.SerialModel.Provider;
import io.berth.placement.serial.SerialModel.SetTotal;
import io.berth.placement.serial.SerialModel.State;
import io.berth.placement.serial.SerialModel.Verdict;
import io.berth.placement.serial.SerialModel.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** That the search for an order finds one where there is one, and none where there is none. */
class SerialOrderTest {
    private static final State BEGIN = state(1, 10, Map.of());

    private static State state(long generation, long total, Map<String, Consumer> consumers) {
        return new State(new TreeMap<>(Map.of("p", new Provider(generation, total))), new TreeMap<>(consumers));
    }

    private static Claim claim(String consumer, long amount) {
        return new Claim(new TreeMap<>(Map.of(consumer, new Wanted(Optional.empty(), new TreeMap<>(Map.of("p", amount))))));
    }

    private static Consumer using(long amount) {
        return new Consumer(1, new TreeMap<>(Map.of("p", amount)));
    }

    private static SerialOrder.Call call(Operation operation, Verdict verdict, long asked, long answered) {
        return new SerialOrder.Call(operation, verdict, Optional.empty(), asked, answered);
    }

    @Test
    void anOrderOfCallsAtOneTimeIsFound() {
        List<SerialOrder.Call> history = List.of(
                call(claim("a", 6), Verdict.FULL, 0, 9),
                call(claim("b", 6), Verdict.DONE, 1, 8),
                call(new SetTotal("p", 2, 12), Verdict.DONE, 2, 7),
                call(new SetTotal("p", 2, 13), Verdict.PROVIDER_CONFLICT, 3, 6));
        assertThat(SerialOrder.missing(history, BEGIN, state(3, 12, Map.of("b", using(6))))).isEmpty();
    }

    @Test
    void overCapacityHasNoOrder() {
        List<SerialOrder.Call> history = List.of(
                call(claim("a", 6), Verdict.DONE, 0, 9), call(claim("b", 6), Verdict.DONE, 1, 8));
        assertThat(SerialOrder.missing(history, BEGIN, state(3, 10, Map.of("a", using(6), "b", using(6))))).isPresent();
    }

    @Test
    void aLostGenerationHasNoOrder() {
        List<SerialOrder.Call> history = List.of(
                call(claim("a", 1), Verdict.DONE, 0, 9), call(claim("b", 1), Verdict.DONE, 1, 8));
        assertThat(SerialOrder.missing(history, BEGIN, state(2, 10, Map.of("a", using(1), "b", using(1))))).isPresent();
    }

    @Test
    void anAnswerFromBeforeItsQuestionHasNoOrder() {
        List<SerialOrder.Call> history = List.of(
                call(new SetTotal("p", 1, 4), Verdict.DONE, 0, 1), call(claim("a", 6), Verdict.DONE, 2, 3));
        assertThat(SerialOrder.missing(history, BEGIN, state(3, 4, Map.of("a", using(6))))).isPresent();
    }
}

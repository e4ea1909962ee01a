package io.berth.deployment.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.task.TaskResult.Outcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How results add up (contract drydock §5.4). */
class TaskResultTest {
    @ParameterizedTest
    @CsvSource({
        "INCOMPLETE, SUCCESS, FAILURE",
        "SUCCESS, SUCCESS, PARTIAL_SUCCESS",
        "PARTIAL_SUCCESS, PARTIAL_SUCCESS, PARTIAL_SUCCESS",
        "FAILURE, PARTIAL_SUCCESS, FAILURE"
    })
    void oneMoreSuccessOrFailureMovesTheOutcome(Outcome before, Outcome afterSuccess, Outcome afterFailure) {
        TaskResult result = new TaskResult(before, List.of(), List.of(), false);
        assertThat(result.succeeded("n").outcome()).isEqualTo(afterSuccess);
        assertThat(result.failed("n").outcome()).isEqualTo(afterFailure);
        assertThat(result.failed("n").failed("n").failures()).containsExactly("n");
    }

    @Test
    void aNodeThatFailedAnywhereFailed() {
        TaskResult result = TaskResult.ofNodes(List.of("a", "b", "c"), Set.of("a", "b"), Set.of("b"));
        assertThat(result.outcome()).isEqualTo(Outcome.PARTIAL_SUCCESS);
        assertThat(result.successes()).containsExactly("a");
        assertThat(result.failures()).as("of c nobody knows anything good").containsExactly("b", "c");
    }

    @Test
    void theOnlyNodeFailingIsAFailure() {
        assertThat(TaskResult.ofNodes(List.of("a"), Set.of("a"), Set.of("a")).outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(TaskResult.ofNodes(List.of("a"), Set.of("a"), Set.of()).outcome()).isEqualTo(Outcome.SUCCESS);
    }
}

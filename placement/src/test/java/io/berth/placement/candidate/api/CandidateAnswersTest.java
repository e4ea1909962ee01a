package io.berth.placement.candidate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.base.AtOnce;
import io.berth.base.Ids;
import io.berth.http.Microversion;
import io.berth.placement.Inventory;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.candidate.Worlds;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.index.World;
import io.berth.placement.wire.TooLong;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CandidateAnswersTest {
    private static final Microversion VERSION = new Microversion(1, 39);
    private static final World WORLD = new Worlds().provider("host", Map.of("VCPU", Inventory.of(8))).world();
    private static final CandidateQuery QUERY =
            CandidateQuery.of(List.of(RequestGroup.of("").withResources(Map.of("VCPU", 1L))));

    private final CandidateAnswers answers = new CandidateAnswers(SearchOptions.STANDARD, Ids.random());

    @Test
    void fewCandidatesAreGivenOnTheThreadThatReadTheRequest() {
        CandidateQuery few = QUERY.withLimit(Optional.of(CandidateAnswers.AT_ONCE_MAX));

        byte[] atOnce = AtOnce.call(() -> answers.of(WORLD, few, VERSION));

        assertThat(atOnce).isEqualTo(answers.of(WORLD, few, VERSION));
    }

    @Test
    void howeverManyThereAreIsAnsweredElsewhere() {
        for (CandidateQuery many : List.of(QUERY, QUERY.withLimit(Optional.of(CandidateAnswers.AT_ONCE_MAX + 1)))) {
            assertThatThrownBy(() -> AtOnce.call(() -> answers.of(WORLD, many, VERSION))).isInstanceOf(TooLong.class);
            assertThat(answers.of(WORLD, many, VERSION)).isNotEmpty();
        }
    }

    @Test
    void aLargeTreeIsShownElsewhere() {
        Worlds worlds = new Worlds().provider("host", Map.of("VCPU", Inventory.of(8)));
        for (int child = 0; child < CandidateWriter.SHOWN_AT_ONCE_MAX; child++) {
            worlds.below("host", "child " + child, Map.of());
        }
        World large = worlds.world();
        CandidateQuery few = QUERY.withLimit(Optional.of(1));

        assertThatThrownBy(() -> AtOnce.call(() -> answers.of(large, few, VERSION))).isInstanceOf(TooLong.class);
        assertThat(answers.of(large, few, VERSION)).isNotEmpty();
    }
}

package io.berth.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.bench.load.Measured;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoalTest {
    private static final Measured BERTH = new Measured(1_000, 1, 5, 100, 50);

    private static Comparison comparison(double real, double inserts, double other) {
        return new Comparison(
                BERTH,
                Optional.of(new Measured(real, 1, 5, 0, 0)).filter(measured -> real > 0),
                Optional.of(inserts).filter(rate -> rate > 0),
                other > 0 ? Map.of("other @ 8", other) : Map.of());
    }

    @Test
    void each_goal_is_met_at_its_border_and_missed_below_it() {
        Comparison met = comparison(10, 2_000, 2_000);
        Comparison missed = comparison(10.1, 2_001, 2_001);
        Comparison open = comparison(0, 0, 0);
        for (Goal goal : List.of(new Goal.TimesReal(100), new Goal.ShareOfInserts(0.5), new Goal.ShareOf(0.5, "other", 8))) {
            assertThat(goal.judge(met)).as(goal.words()).isEqualTo(Verdict.MET);
            assertThat(goal.judge(missed)).as(goal.words()).isEqualTo(Verdict.MISSED);
            assertThat(goal.judge(open)).as(goal.words()).isEqualTo(Verdict.OPEN);
        }
        assertThat(new Goal.P99(5).judge(open)).isEqualTo(Verdict.MET);
        assertThat(new Goal.P99(4.9).judge(open)).isEqualTo(Verdict.MISSED);
    }

    @Test
    void a_miss_outweighs_what_is_open() {
        assertThat(Verdict.MET.and(Verdict.OPEN)).isEqualTo(Verdict.OPEN);
        assertThat(Verdict.OPEN.and(Verdict.MISSED)).isEqualTo(Verdict.MISSED);
        assertThat(Verdict.MET.and(Verdict.MET)).isEqualTo(Verdict.MET);
    }

    @Test
    void the_table_has_a_cell_for_every_title() {
        Row row = Row.of("claim", 8, comparison(10, 2_000, 0), List.of(new Goal.TimesReal(60), new Goal.P99(4)));
        String table = Table.markdown(List.of(row, Row.plain("inserts", 8, 2_000), Row.figure("ready", "3 s", "≤ 20 s", true)));
        assertThat(table.lines().map(line -> line.chars().filter(c -> c == '|').count()).distinct()).hasSize(1);
        assertThat(table).contains("100×", "≥ 60× real; p99 ≤ 4 ms", "MISS", "pass");
    }
}

package io.berth.deployment.bootaction.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Templates that ask for too much are stopped, and none makes the engine throw. */
class TemplateLimitsTest {

    @Test
    @Timeout(20)
    void nested_loops_stop_at_the_step_limit() {
        String loops = IntStream.range(0, 6).mapToObj(i -> "{% for a" + i + " in range(2000) %}").collect(Collectors.joining());

        assertThat(JinjaCorpusTest.outcome(loops + "x" + "{% endfor %}".repeat(6))).contains("takes more than 1000000 steps");
        assertThat(JinjaCorpusTest.outcome("{% for i in range(99999999999999) %}x{% endfor %}")).contains("steps");
    }

    @Test
    void texts_that_double_stop_at_the_size_limit() {
        String doubling = "{% set a = 'aaaaaaaaaaaaaaaa' %}" + "{% set a = a ~ a %}".repeat(60) + "{{ a }}";

        assertThat(JinjaCorpusTest.outcome(doubling)).startsWith("not rendered: a text is over");
        assertThat(JinjaCorpusTest.outcome("{% set a = 'aaaaaaaaaaaaaaaa' %}" + "{% set a = a|replace('a', a) %}".repeat(8) + "{{ a }}"))
                .startsWith("not rendered: a text is over");
    }

    @Test
    void lists_that_double_stop_at_the_size_limit() {
        assertThat(JinjaCorpusTest.outcome("{% set a = ['aaaaaaaa'] %}" + "{% set a = [a, a] %}".repeat(60) + "{{ a }}"))
                .startsWith("not rendered: ");
    }

    @Test
    void output_in_a_loop_stops_at_the_output_limit() {
        String line = "x".repeat(400);

        assertThat(JinjaCorpusTest.outcome("{% for i in range(100000) %}" + line + "{% endfor %}")).contains("output is over");
    }

    @Test
    void nesting_is_limited() {
        assertThat(JinjaCorpusTest.outcome("{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}")).contains("nested deeper");
        assertThat(JinjaCorpusTest.outcome("{{ " + "[".repeat(5000) + "]".repeat(5000) + " }}")).contains("nested deeper");
        assertThat(JinjaCorpusTest.outcome("{{ " + "not ".repeat(5000) + "1 }}")).contains("nested deeper");
        assertThat(JinjaCorpusTest.outcome("{{ " + "1 if 1 else ".repeat(5000) + "1 }}")).contains("nested deeper");
        assertThat(JinjaCorpusTest.outcome("{{ 1" + "|string".repeat(5000) + " }}")).contains("longer than");
        assertThat(JinjaCorpusTest.outcome("{{ 1" + "~ 1".repeat(5000) + " }}")).contains("longer than");
        assertThat(JinjaCorpusTest.outcome("{% if true %}".repeat(500) + "{% endif %}".repeat(500))).contains("nesting deeper");
        assertThat(JinjaCorpusTest.outcome("x".repeat(JinjaTemplate.MAX_TEMPLATE + 1))).contains("over the limit");
    }

    @Test
    void what_is_just_within_the_limits_runs_on_a_small_stack() throws InterruptedException {
        var outcomes = new ConcurrentLinkedQueue<String>();
        String blocks = "{% if true %}".repeat(19) + "{{ 1" + "|string".repeat(140) + " }}" + "{% endif %}".repeat(19);
        String lists = "{{ " + "[".repeat(38) + "1" + "]".repeat(38) + "|length }}";
        var thread = new Thread(null, () -> List.of(blocks, lists).forEach(one -> outcomes.add(JinjaCorpusTest.outcome(one))), "small", 512 * 1024);
        thread.start();
        thread.join();

        assertThat(outcomes).containsExactly("rendered: 1", "rendered: 1");
    }

    @Test
    void refusals_name_the_line() {
        assertThat(JinjaCorpusTest.outcome("a\nb\n{{ x }}\n{% for a in b if c %}{% endfor %}")).startsWith("not rendered: line 4:");
        assertThat(JinjaCorpusTest.outcome("a\n{# c\nc #}\n{{ 2 * 3 }}")).startsWith("not rendered: line 4:");
        assertThat(JinjaCorpusTest.outcome("a\n{% if x %}\n")).startsWith("not rendered: line 2:");
    }

    @Test
    @Timeout(60)
    void no_garbled_template_makes_the_engine_throw() {
        String[] parts = {"{{", "}}", "{%", "%}", "{#", "#}", "-", "node", ".tags", "|", "join", "(", ")", "[", "]", "'", "x", " ", "\n", "for", "in",
            "if", "endif", "endfor", "set", "=", "1", "and", "not", "{", "}", "~", ":", ",", "is defined", "raw", "endraw", "\\"};
        var random = new Random(7);
        for (int round = 0; round < 3000; round++) {
            String template = IntStream.range(0, 1 + random.nextInt(25))
                    .mapToObj(_ -> parts[random.nextInt(parts.length)])
                    .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
            assertThatCode(() -> JinjaCorpusTest.outcome(template)).as(template).doesNotThrowAnyException();
        }
    }
}

package io.berth.deployment.bootaction.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.Resources;
import io.berth.deployment.bootaction.template.JinjaTemplate.Check;
import io.berth.deployment.bootaction.template.JinjaTemplate.Result;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every template renders as Python's Jinja2 rendered it, or does not render at all. */
class JinjaCorpusTest {

    private static final JsonNode CORPUS = Resources.json("jinja/jinja2-corpus.json");

    @SuppressWarnings("unchecked")
    private static final Map<String, Object> CONTEXT = Resources.JSON.treeToValue(CORPUS.get("context"), Map.class);

    static Stream<Arguments> cases() {
        return CORPUS.get("cases").valueStream().map(one -> Arguments.of(one.get("template").asString(), one));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_template_renders_as_in_python_or_is_refused(String template, JsonNode recorded) {
        String outcome = outcome(template);

        if (recorded.has("error")) {
            assertThat(outcome).as("Python raises " + recorded.get("error")).startsWith("not rendered: ");
        } else if (outcome.startsWith("not rendered: ")) {
            assertThat(recorded.path("refused_here").asBoolean()).as(outcome).isTrue();
        } else {
            assertThat(outcome).isEqualTo("rendered: " + recorded.get("output").asString());
        }
    }

    @Test
    void most_of_what_python_renders_is_rendered() {
        var renderable = cases().map(one -> (JsonNode) one.get()[1]).filter(one -> !one.has("error")).toList();
        var refused = renderable.stream().filter(one -> one.path("refused_here").asBoolean()).toList();

        assertThat(refused).allSatisfy(one -> assertThat(outcome(one.get("template").asString())).startsWith("not rendered: "));
        assertThat(renderable.size() - refused.size()).isGreaterThan(200);
    }

    static String outcome(String template) {
        return switch (JinjaTemplate.check(template)) {
            case Check.Refused(int line, String reason) -> "not rendered: line " + line + ": " + reason;
            case Check.Accepted(var accepted) -> switch (accepted.render(CONTEXT)) {
                case Result.Failed(String reason) -> "not rendered: " + reason;
                case Result.Text(String text) -> "rendered: " + text;
            };
        };
    }

}

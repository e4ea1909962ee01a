package io.berth.deployment.bootaction.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A checked Jinja2 template. What it accepts it renders as Python's Jinja2 does with default settings (contract drydock §14.2); everything else
 * is refused by {@link #check}, or, where only the values tell, by {@link #render}.
 */
public final class JinjaTemplate {

    /** Characters of a template; boot action assets have a few thousand. */
    public static final int MAX_TEMPLATE = 512 * 1024;

    private static final Jinjava ENGINE = engine();

    private final String translated;
    private final Map<String, Object> constants;

    private JinjaTemplate(String translated, Map<String, Object> constants) {
        this.translated = translated;
        this.constants = constants;
    }

    /** Whether a template is accepted. */
    public sealed interface Check {
        record Accepted(JinjaTemplate template) implements Check {}

        /** A construct that Python would reject too or that is not rendered here; lines count from one. */
        record Refused(int line, String reason) implements Check {}
    }

    /** What rendering came to. */
    public sealed interface Result {
        record Text(String text) implements Result {}

        record Failed(String reason) implements Result {}
    }

    public static Check check(String template) {
        if (template.length() > MAX_TEMPLATE) {
            return new Check.Refused(1, "a template of " + template.length() + " characters is over the limit of " + MAX_TEMPLATE);
        }
        try {
            var translation = StatementTranslator.translate(template);
            return new Check.Accepted(new JinjaTemplate(translation.template(), translation.constants()));
        } catch (TemplateRefusal e) {
            return new Check.Refused(e.line(), e.reason());
        }
    }

    /** Renders with variables of text, whole numbers, booleans, lists and maps with text keys. */
    public Result render(Map<String, Object> variables) {
        var rendering = new Rendering();
        var bindings = new LinkedHashMap<String, Object>(constants);
        variables.forEach((name, value) -> bindings.put(StatementTranslator.variable(name), PythonValues.of(value)));
        bindings.put(PythonOperation.RENDERING, rendering);
        var result = ENGINE.renderForResult(translated, bindings);
        if (rendering.hasFailed()) {
            return new Result.Failed(rendering.failure());
        }
        if (!result.getErrors().isEmpty()) {
            return new Result.Failed("the template engine failed: " + result.getErrors().getFirst().getMessage());
        }
        return new Result.Text(result.getOutput());
    }

    private static Jinjava engine() {
        var engine = new Jinjava(JinjavaConfig.newBuilder()
                // Values may hold braces of their own: they are printed, never run.
                .withNestedInterpretationEnabled(false)
                .withLegacyOverrides(LegacyOverrides.newBuilder().withIterateOverMapKeys(true).build())
                .withMaxOutputSize(2L * Rendering.MAX_OUTPUT)
                .build());
        engine.getGlobalContext().registerFilter(new PythonOperation());
        return engine;
    }
}

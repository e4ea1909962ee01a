package io.berth.http.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * {@code minimum}, {@code maximum} and {@code multipleOf} with Python's arithmetic: integers of any size, fractions as doubles. (The
 * validator's own ones throw where an integral float such as 1e300 exceeds a long.)
 */
final class NumberLimit extends BaseKeywordValidator {
    static final List<Keyword> KEYWORDS = List.of(
            new Limit("minimum", (value, bound, schema) -> {
                int order = compare(value, bound);
                return order < 0 || (order == 0 && schema.path("exclusiveMinimum").booleanValue(false));
            }),
            new Limit("maximum", (value, bound, schema) -> {
                int order = compare(value, bound);
                return order > 0 || (order == 0 && schema.path("exclusiveMaximum").booleanValue(false));
            }),
            new Limit("multipleOf", (value, divisor, _) -> !isMultiple(value, divisor)));

    private final Breach breach;

    private NumberLimit(Limit limit, SchemaLocation location, JsonNode bound, Schema parent, SchemaContext context) {
        super(limit, bound, location, parent, context);
        if (!bound.isNumber()) {
            throw new SchemaException(limit.name() + " must be a number, but is " + bound);
        }
        this.breach = limit.breach();
    }

    @Override
    public void validate(ExecutionContext context, JsonNode node, JsonNode root, NodePath path) {
        if (node.isNumber() && breach.isBreached(node, schemaNode, parentSchema.getSchemaNode())) {
            context.addError(error().instanceNode(node)
                    .instanceLocation(path)
                    .evaluationPath(context.getEvaluationPath())
                    .build());
        }
    }

    /** Not-a-number is neither above nor below any bound, and so counts as being on it. */
    private static int compare(JsonNode value, JsonNode bound) {
        if (value.isIntegralNumber()) {
            return exact(value).compareTo(exact(bound));
        }
        double number = PythonText.floatValue(value);
        if (Double.isFinite(number)) {
            return new BigDecimal(number).compareTo(exact(bound));
        }
        return Double.isNaN(number) ? 0 : (int) Math.signum(number);
    }

    private static boolean isMultiple(JsonNode value, JsonNode divisor) {
        if (!divisor.isIntegralNumber()) {
            double quotient = (value.isIntegralNumber() ? value.bigIntegerValue().doubleValue() : PythonText.floatValue(value))
                    / PythonText.floatValue(divisor);
            return quotient == Math.rint(quotient);
        }
        return value.isIntegralNumber()
                ? value.bigIntegerValue().remainder(divisor.bigIntegerValue()).signum() == 0
                : PythonText.floatValue(value) % divisor.doubleValue() == 0;
    }

    private static BigDecimal exact(JsonNode number) {
        if (!number.isIntegralNumber()) {
            return new BigDecimal(PythonText.floatValue(number));
        }
        return number.isBigInteger() ? new BigDecimal(number.bigIntegerValue()) : BigDecimal.valueOf(number.longValue());
    }

    @FunctionalInterface
    private interface Breach {
        boolean isBreached(JsonNode value, JsonNode bound, JsonNode schema);
    }

    private record Limit(String name, Breach breach) implements Keyword {
        @Override
        public String getValue() {
            return name;
        }

        @Override
        public KeywordValidator newValidator(SchemaLocation location, JsonNode bound, Schema parent, SchemaContext context) {
            return new NumberLimit(this, location, bound, parent, context);
        }
    }
}

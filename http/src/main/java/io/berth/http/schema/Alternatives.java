package io.berth.http.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * {@code anyOf} and {@code oneOf} that report one error of their own, as Python does, in place of those of every alternative. The
 * arguments of the error are the indices of the alternatives that hold.
 */
final class Alternatives extends BaseKeywordValidator {
    static final Keyword ANY_OF = new Choice("anyOf", Integer.MAX_VALUE);
    static final Keyword ONE_OF = new Choice("oneOf", 1);

    private final List<Schema> schemas;
    private final int holdingMax;

    private Alternatives(
            Choice choice, SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
        super(choice, value, location, parent, context);
        this.holdingMax = choice.holdingMax();
        this.schemas = IntStream.range(0, value.size())
                .mapToObj(index -> context.newSchema(location.append(index), value.get(index), parent))
                .toList();
    }

    @Override
    public void validate(ExecutionContext context, JsonNode node, JsonNode root, NodePath path) {
        List<Integer> holding = new ArrayList<>();
        for (int index = 0; index < schemas.size(); index++) {
            if (holds(index, context, node, root, path)) {
                holding.add(index);
            }
        }
        if (holding.isEmpty() || holding.size() > holdingMax) {
            context.addError(error().instanceNode(node)
                    .instanceLocation(path)
                    .evaluationPath(context.getEvaluationPath())
                    .arguments(holding.toArray())
                    .build());
        }
    }

    private boolean holds(int index, ExecutionContext context, JsonNode node, JsonNode root, NodePath path) {
        List<Error> reported = context.getErrors();
        List<Error> inner = new ArrayList<>();
        context.setErrors(inner);
        context.evaluationPathAddLast(index);
        try {
            schemas.get(index).validate(context, node, root, path);
        } finally {
            context.evaluationPathRemoveLast();
            context.setErrors(reported);
        }
        return inner.isEmpty();
    }

    @Override
    public void preloadSchema() {
        schemas.forEach(Schema::initializeValidators);
    }

    private record Choice(String name, int holdingMax) implements Keyword {
        @Override
        public String getValue() {
            return name;
        }

        @Override
        public KeywordValidator newValidator(SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
            return new Alternatives(this, location, value, parent, context);
        }
    }
}

package io.berth.http.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.List;
import java.util.regex.Pattern;

/** How the validator is set up to judge as Python's does. */
final class Draft4 {
    /** 32 hexadecimal digits are left once {@code urn:}, {@code uuid:}, braces around and hyphens are gone (contract placement §7). */
    private static final Pattern UUID_DIGITS = Pattern.compile("[0-9a-fA-F]{32}");

    private static final Pattern UUID_DECORATION = Pattern.compile("urn:|uuid:|-|^[{}]+|[{}]+$");

    /** Formats other than uuid are not enforced; keywords that draft 4 does not know are ignored. */
    private static final Dialect DIALECT = Dialect.builder(com.networknt.schema.dialect.Draft4.getInstance())
            .keywords(List.of(Alternatives.ANY_OF, Alternatives.ONE_OF))
            .keywords(NumberLimit.KEYWORDS)
            .formats(formats -> {
                formats.clear();
                formats.put(LooseUuid.NAME, new LooseUuid());
            })
            .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
            .build();

    /** Integral floats such as 8.0 count as integers (contract placement §7). Nothing is cached: who compiles a schema keeps it. */
    static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            DIALECT,
            builder -> builder.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .losslessNarrowing(true)
                            .regularExpressionFactory(PythonPattern::compile)
                            .build()));

    private Draft4() {}

    static boolean isLooseUuid(String text) {
        String plain = text.replace("urn:", "").replace("uuid:", "");
        return UUID_DIGITS.matcher(UUID_DECORATION.matcher(plain).replaceAll("")).matches();
    }

    private static final class LooseUuid implements Format {
        private static final String NAME = "uuid";

        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            return isLooseUuid(value);
        }
    }
}

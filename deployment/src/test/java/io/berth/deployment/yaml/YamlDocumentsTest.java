package io.berth.deployment.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.berth.deployment.Resources;
import io.berth.deployment.yaml.YamlDocuments.Loaded;
import io.berth.deployment.yaml.YamlDocuments.Unreadable;
import io.berth.deployment.yaml.YamlValue.Binary;
import io.berth.deployment.yaml.YamlValue.Bool;
import io.berth.deployment.yaml.YamlValue.Int;
import io.berth.deployment.yaml.YamlValue.Mapping;
import io.berth.deployment.yaml.YamlValue.Null;
import io.berth.deployment.yaml.YamlValue.Real;
import io.berth.deployment.yaml.YamlValue.Seq;
import io.berth.deployment.yaml.YamlValue.Stamp;
import io.berth.deployment.yaml.YamlValue.Text;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

class YamlDocumentsTest {

    /** Read by PyYAML, refused here, each for a reason. */
    private static final Map<String, String> REFUSED_HERE = Map.of(
            "a: !!set {x, y}", "no design document has a set",
            "a: &r [*r]", "a value inside itself has no finite form");

    static Stream<Arguments> corpus() {
        return Resources.json("yaml/pyyaml-corpus.json").get("cases").valueStream()
                .map(one -> Arguments.of(one.get("yaml").asString(), one));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void reads_as_pyyaml_reads(String yaml, JsonNode recorded) {
        var loaded = YamlDocuments.load(yaml.getBytes(StandardCharsets.UTF_8));

        if (recorded.has("error") || REFUSED_HERE.containsKey(yaml)) {
            assertThat(loaded).isInstanceOf(Unreadable.class);
            return;
        }
        assertThat(loaded).isInstanceOf(Loaded.class);
        var documents = ((Loaded) loaded).documents();
        ArrayNode typed = Resources.JSON.createArrayNode();
        documents.forEach(document -> typed.add(typed(document)));
        assertThat(typed).isEqualTo(recorded.get("documents"));
        if (!recorded.toString().contains("stamp") && !recorded.toString().contains("bytes")) {
            assertThat(documents.stream().map(PythonText::repr).toList())
                    .isEqualTo(recorded.get("repr").valueStream().map(JsonNode::asString).toList());
        }
    }

    @Test
    void aliases_that_multiply_are_refused_by_a_limit_with_a_name() {
        String bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
                + IntStream.range(1, 10)
                        .mapToObj(i -> "a%d: &a%d [%s]\n".formatted(i, i, Stream.generate(() -> "*a" + (i - 1)).limit(10).collect(Collectors.joining(", "))))
                        .collect(Collectors.joining());

        assertThat(YamlDocuments.load(bomb))
                .isInstanceOfSatisfying(Unreadable.class, it -> assertThat(it.reason()).contains("aliases counted as what they stand for"));
    }

    @Test
    void deep_nesting_is_refused() {
        assertThat(YamlDocuments.load("[".repeat(10_000))).isInstanceOf(Unreadable.class);
        assertThat(YamlDocuments.load("{a: ".repeat(10_000))).isInstanceOf(Unreadable.class);
        assertThat(YamlDocuments.load("- ".repeat(10_000))).isInstanceOf(Unreadable.class);
    }

    @Test
    void too_many_bytes_and_bytes_that_are_not_utf8_are_refused() {
        assertThat(YamlDocuments.load(new byte[YamlDocuments.MAX_BYTES + 1])).isInstanceOf(Unreadable.class);
        assertThat(YamlDocuments.load(new byte[] {(byte) 0xff, 'a'})).isEqualTo(new Unreadable("YAML is not UTF-8"));
        assertThat(YamlDocuments.load("a: \0")).isInstanceOf(Unreadable.class);
    }

    @Test
    void no_mutation_of_a_site_makes_the_reader_throw() {
        byte[] site = Resources.bytes("drydock-site/invalid/base-valid.yaml");
        var random = new Random(20261121);
        byte[] marks = "{}[]&*!|>'\"%@`#:-?,~<=\t\n 0x\\".getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 300; round++) {
            byte[] mutated = site.clone();
            for (int i = 0; i < 1 + round % 8; i++) {
                mutated[random.nextInt(mutated.length)] = marks[random.nextInt(marks.length)];
            }
            assertThatCode(() -> YamlDocuments.load(mutated)).as("round " + round).doesNotThrowAnyException();
        }
    }

    private static JsonNode typed(YamlValue value) {
        var node = Resources.JSON.createObjectNode();
        switch (value) {
            case Null _ -> node.put("null", true);
            case Bool(boolean b) -> node.put("bool", b);
            case Int(var i) -> node.put("int", i.toString());
            case Real _ -> node.put("float", PythonText.repr(value));
            case Text(String text) -> node.put("str", text);
            case Stamp _ -> node.put("stamp", true);
            case Binary(var bytes) -> {
                byte[] raw = new byte[bytes.size()];
                IntStream.range(0, raw.length).forEach(i -> raw[i] = bytes.get(i));
                node.put("bytes", HexFormat.of().formatHex(raw));
            }
            case Seq(var items) -> {
                var list = node.putArray("list");
                items.forEach(item -> list.add(typed(item)));
            }
            case Mapping(var entries) -> {
                var dict = node.putArray("dict");
                entries.forEach((k, v) -> dict.addArray().add(typed(k)).add(typed(v)));
            }
        }
        return node;
    }
}

package io.berth.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.design.CompiledDesign;
import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.SiteDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Test data recorded from the real service, and short ways to designs. */
public final class Resources {

    public static final JsonMapper JSON = JsonMapper.builder().build();

    private Resources() {}

    public static byte[] bytes(String path) {
        try (var in = Resources.class.getResourceAsStream("/" + path)) {
            assertThat(in).as("test resource " + path).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    public static JsonNode json(String path) {
        return JSON.readTree(bytes(path));
    }

    /** The design of a YAML text that is expected to compile. */
    public static EffectiveDesign design(byte[] yaml) {
        var site = SiteDocuments.parse(yaml);
        assertThat(site.isSound()).as("messages: " + site.messages()).isTrue();
        var compiled = EffectiveDesign.compile(site);
        assertThat(compiled).isInstanceOf(CompiledDesign.Compiled.class);
        return ((CompiledDesign.Compiled) compiled).design();
    }

    public static EffectiveDesign design(String yaml) {
        return design(yaml.getBytes(StandardCharsets.UTF_8));
    }
}

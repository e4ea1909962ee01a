package io.berth.server.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML in which every value is the text that stands in the file: a password 0123 is not a number. */
final class TextYaml {
    private TextYaml() {}

    /** @throws org.yaml.snakeyaml.error.YAMLException where it is not YAML, or a key is there twice */
    static @Nullable Object load(String text) {
        LoaderOptions loading = new LoaderOptions();
        loading.setAllowDuplicateKeys(false);
        DumperOptions dumping = new DumperOptions();
        Resolver textOnly = new Resolver() {
            @Override
            protected void addImplicitResolvers() {
                // none: no text means anything else
            }
        };
        return new Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading, textOnly).load(text);
    }
}

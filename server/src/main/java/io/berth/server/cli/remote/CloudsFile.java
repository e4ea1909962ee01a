package io.berth.server.cli.remote;

import io.berth.server.config.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A cloud of {@code clouds.yaml}, found where OpenStack's clients look for it. */
final class CloudsFile {
    static final String PLACE = "OS_CLIENT_CONFIG_FILE";

    private CloudsFile() {}

    /** The {@code auth} section: {@code auth_url}, {@code username}, … */
    static Map<String, String> auth(String cloud, Map<String, String> environment) {
        Path file = places(environment).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new NotAnswered("there is no clouds.yaml to find cloud " + cloud + " in: looked at "
                        + places(environment).toList()));
        if (entry(entry(read(file), "clouds"), cloud) instanceof Map<?, ?> found
                && entry(found, "auth") instanceof Map<?, ?> auth) {
            Map<String, String> texts = new HashMap<>();
            auth.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
            return texts;
        }
        throw new NotAnswered("there is no cloud " + cloud + " with an auth section in " + file);
    }

    private static Stream<Path> places(Map<String, String> environment) {
        Optional<Path> home = Optional.ofNullable(environment.get("HOME")).map(Path::of);
        return Stream.of(
                        Optional.ofNullable(environment.get(PLACE)).map(Path::of),
                        Optional.of(Path.of("clouds.yaml")),
                        home.map(it -> it.resolve(".config/openstack/clouds.yaml")),
                        Optional.of(Path.of("/etc/openstack/clouds.yaml")))
                .flatMap(Optional::stream);
    }

    private static Object read(Path file) {
        try {
            Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            return yaml == null ? List.of() : yaml;
        } catch (IOException failure) {
            throw new NotAnswered(file + " cannot be read: " + Unreadable.why(failure));
        } catch (YAMLException failure) {
            throw new NotAnswered(file + " cannot be read: " + failure.getMessage());
        }
    }

    private static Object entry(Object map, String name) {
        Object found = map instanceof Map<?, ?> values ? values.get(name) : null;
        return found == null ? List.of() : found;
    }
}

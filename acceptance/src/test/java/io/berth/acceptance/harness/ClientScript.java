package io.berth.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.testkit.JsonExpectation;
import io.berth.testkit.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command line client is asked, step by step, and what it should say: a YAML file of scenes, each a test. */
public final class ClientScript {
    private final JsonNode scenes;
    private final String versionOption;

    private ClientScript(JsonNode scenes, String versionOption) {
        this.scenes = scenes;
        this.versionOption = versionOption;
    }

    /** @param versionOption with which {@code openstack} is told the microversion: {@code --os-placement-api-version} */
    public static ClientScript load(String resource, String versionOption) {
        Object yaml = new Yaml().load(Clients.resource(resource));
        return new ClientScript(JsonMapper.shared().valueToTree(yaml).path("scenes"), versionOption);
    }

    public Stream<DynamicTest> tests(Clients clients) {
        return scenes.valueStream()
                .map(scene -> DynamicTest.dynamicTest(scene.path("scene").asString(), () -> play(scene, clients)));
    }

    /** All that is run, as it stands in the file. */
    public List<String> commands() {
        return scenes.valueStream()
                .flatMap(scene -> scene.path("steps").valueStream())
                .map(step -> step.path("run").asString())
                .toList();
    }

    private void play(JsonNode scene, Clients clients) {
        Variables variables = new Variables();
        for (JsonNode step : scene.path("steps").valueStream().toList()) {
            List<String> arguments = new ArrayList<>();
            if (step.has("at")) {
                arguments.addAll(List.of(versionOption, step.path("at").asString()));
            }
            arguments.addAll(List.of(variables.fill(step.path("run").asString()).split(" ")));
            boolean isShown = step.has("json") || step.has("capture");
            if (isShown) {
                arguments.addAll(List.of("-f", "json"));
            }
            Clients.Result result = clients.openstack(arguments.toArray(String[]::new));
            if (step.has("fails")) {
                assertThat(result.status()).as(result::toString).isNotZero();
                assertThat(result.err()).as(result::toString).contains(variables.fill(step.path("fails").asString()));
                continue;
            }
            result.expectSuccess();
            if (isShown) {
                JsonNode shown = result.json();
                if (step.has("json")) {
                    JsonExpectation.check(variables.fill(step.path("json")), shown, "", false, result.toString());
                }
                step.path("capture").properties().forEach(entry ->
                        variables.put(entry.getKey(), shown.at(entry.getValue().asString()).asString()));
            }
        }
    }
}

package io.berth.deployment.bootaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.Resources;
import io.berth.deployment.bootaction.AssetFetcher.Fetched;
import io.berth.deployment.bootaction.Rendered.Done;
import io.berth.deployment.bootaction.Rendered.Failed;
import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.document.BootAction.AssetType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BootActionRendererTest {

    private static final ActionContext CONTEXT = new ActionContext(
            "00041061050R3GG28A1C60T3GF",
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            "http://127.0.0.1:18950/api/v1.0/bootactions/",
            "http://127.0.0.1:18951/site.yaml");

    private static final EffectiveDesign SITE = Resources.design(Resources.bytes("drydock-site/site.yaml"));

    /** Answers as the recorded artifact host did. */
    private static final AssetFetcher ARTIFACTS = location -> {
        URI uri = URI.create(location);
        String last = uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
        return new Fetched.Content((uri.getPath().startsWith("/rack/")
                        ? "# rack file for " + last + "\nrack_net=" + uri.getQuery().substring("net=".length()) + "\n"
                        : "ipmitool: null\nsmartmontools: 7.2-1ubuntu2\n")
                .getBytes(StandardCharsets.UTF_8));
    };

    @Test
    void assets_render_to_what_the_real_service_rendered() {
        var renderer = new BootActionRenderer(ARTIFACTS);
        for (JsonNode recorded : Resources.json("drydock-site/golden/rendered-assets.json").get("assets")) {
            String type = recorded.get("type").asString();
            if (type.equals("pkg_list")) {
                continue;
            }
            var node = SITE.node(recorded.get("node").asString()).orElseThrow();
            var action = SITE.bootActionsOf(node.name()).stream()
                    .filter(one -> one.name().equals(recorded.get("bootaction").asString()))
                    .findFirst()
                    .orElseThrow();
            var assets = done(renderer.assets(SITE, node, action, AssetType.valueOf(type.toUpperCase(Locale.ROOT)), CONTEXT));
            var asset = assets.stream().filter(one -> one.path().equals(recorded.get("path").asString())).findFirst().orElseThrow();

            assertThat(new String(asset.content(), StandardCharsets.UTF_8))
                    .as(node.name() + " " + asset.path())
                    .isEqualTo(recorded.get("rendered_utf8").asString());
            assertThat(asset.mode()).isEqualTo(recorded.get("permissions_octal").isNull()
                    ? RenderedAsset.DEFAULT_MODE
                    : Integer.parseInt(recorded.get("permissions_octal").asString(), 8));
        }
    }

    @Test
    void package_lists_merge_to_what_the_real_service_recorded() {
        var renderer = new BootActionRenderer(ARTIFACTS);
        for (String name : List.of("ridge1-r01-ctl01", "ridge1-r01-ctl02", "ridge1-r02-sto04")) {
            var expected = new LinkedHashMap<String, String>();
            for (JsonNode recorded : Resources.json("drydock-site/golden/rendered-assets.json").get("assets")) {
                if (recorded.get("node").asString().equals(name) && !recorded.get("package_list").isNull()) {
                    recorded.get("package_list").properties().forEach(entry -> expected.put(
                            entry.getKey(), entry.getValue().isNull() ? null : entry.getValue().asString()));
                }
            }
            var packages = done(renderer.packages(SITE, SITE.node(name).orElseThrow(), CONTEXT));

            assertThat(new ArrayList<>(packages.versions().entrySet())).isEqualTo(new ArrayList<>(expected.entrySet()));
            assertThat(packages.userData()).isEqualTo("""
                    #cloud-config
                    packages:
                    - "chrony"
                    - "lldpd"
                    - ["multipath-tools", "0.8.8-1ubuntu1"]
                    - "ipmitool"
                    - ["smartmontools", "7.2-1ubuntu2"]
                    """);
        }
    }

    @Test
    void no_packages_make_no_user_data() {
        assertThat(PackageList.NONE.userData()).isEmpty();
    }

    @Test
    void an_asset_that_cannot_be_fetched_fails_with_its_place_and_reason() {
        var node = SITE.node("ridge1-r01-ctl01").orElseThrow();
        var result = new BootActionRenderer(AssetFetcher.NONE)
                .assets(SITE, node, SITE.bootActions().getFirst(), AssetType.FILE, CONTEXT);

        assertThat(result).isEqualTo(new Failed<>("Boot action ridge-identity, asset 3 (/etc/ridge/rack.conf): Unable to resolve asset reference"
                + " http://artifacts.ridge1.example.net/rack/ridge1-r01-ctl01.conf?net=10.40.2.0/24: fetching is not configured"));
    }

    @Test
    void a_template_refused_names_its_line() {
        assertThat(file("data: \"a\\n{% macro m() %}{% endmacro %}\"", "[utf8_decode, template]"))
                .isEqualTo("Boot action b, asset 1 (/f): Error when running bootaction pipeline segment template:"
                        + " line 2: the statement macro is not supported");
    }

    @Test
    void pipelines_behave_as_in_drydock() {
        assertThat(file("data: '{{ node.hostname }}'", "[]")).isEqualTo("{{ node.hostname }}");
        assertThat(file("data: '{{ node.hostname }}'", "[utf8_decode, template]")).isEqualTo("n1");
        assertThat(file("data: '{{ node.network.default.ip }}'", "[utf8_decode, template, utf8_encode]")).isEqualTo("10.0.0.5");
        assertThat(file("data: '{{ node.network.dyn is defined }}'", "[utf8_decode, template]")).isEqualTo("False");
        assertThat(file("data: e3sgbm9kZS5ob3N0bmFtZSB9fQ==", "[base64_decode, utf8_decode, template]")).isEqualTo("n1");
        assertThat(file("data: n1", "[base64_encode]")).isEqualTo("bjE=");
        assertThat(file("data: n1", "[base64_encode, base64_encode, base64_decode, base64_decode]")).isEqualTo("n1");
        assertThat(file("data: '{{ x }}'", "[template]")).contains("segment template: TypeError").contains("utf8_decode");
        assertThat(file("data: x", "[utf8_encode]")).contains("segment utf8_encode: TypeError");
        assertThat(file("data: 'abc'", "[base64_decode]")).contains("segment base64_decode: Error - Incorrect padding");
        assertThat(file("data: '/w=='", "[base64_decode, utf8_decode]")).contains("UnicodeDecodeError");
        assertThat(file("data: '{{ node.nope.x }}'", "[utf8_decode, template]")).contains("UndefinedError - 'dict object' has no attribute 'nope'");
        assertThat(file("location: 'http://h/{{ node.hostname }}'\n      location_pipeline: [template]", "[]")).isEqualTo("got http://h/n1");
        assertThat(file("location: 'http://h/x'\n      data: unused", "[utf8_decode]")).isEqualTo("got http://h/x");
        assertThat(file("permissions: '640'", "[]")).contains("needs data or a location");
    }

    @Test
    void missing_pipelines_count_as_empty() {
        assertThat(file("data: as written", null)).isEqualTo("as written");
    }

    @Test
    void a_fetched_package_list_must_be_a_mapping_of_text() {
        Map.of(
                        "[a]", "Package data should have a top-level mapping/object.",
                        "a: 1", "Keys and values must be strings.",
                        "1: a", "Keys and values must be strings.",
                        "a: [", "Invalid YAML in package list: Error parsing YAML")
                .forEach((yaml, reason) -> {
                    var design = design("- {type: pkg_list, location: 'http://h/p', location_pipeline: []}");
                    var renderer = new BootActionRenderer(_ -> new Fetched.Content(yaml.getBytes(StandardCharsets.UTF_8)));
                    var result = renderer.packages(design, design.nodes().getFirst(), CONTEXT);
                    assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason()).contains(reason));
                });
    }

    /** The content of a file asset, or why there is none. */
    private static String file(String content, String pipeline) {
        var design = design("- type: file\n      path: /f\n      " + content + (pipeline == null ? "" : "\n      data_pipeline: " + pipeline));
        var renderer = new BootActionRenderer(location -> new Fetched.Content(("got " + location).getBytes(StandardCharsets.UTF_8)));
        return switch (renderer.assets(design, design.nodes().getFirst(), design.bootActions().getFirst(), AssetType.FILE, CONTEXT)) {
            case Done<List<RenderedAsset>>(var assets) -> new String(assets.getFirst().content(), StandardCharsets.UTF_8);
            case Failed<List<RenderedAsset>>(String reason) -> reason;
        };
    }

    private static EffectiveDesign design(String asset) {
        return Resources.design("""
                ---
                schema: drydock/Network/v1
                metadata: {name: net}
                data: {cidr: 10.0.0.0/24}
                ---
                schema: drydock/Network/v1
                metadata: {name: dyn}
                data: {cidr: 10.0.1.0/24}
                ---
                schema: drydock/HardwareProfile/v1
                metadata: {name: hw}
                data: {}
                ---
                schema: drydock/BaremetalNode/v1
                metadata: {name: n1}
                data:
                  hardware_profile: hw
                  primary_network: net
                  addressing:
                    - {network: net, address: 10.0.0.5}
                    - {network: dyn, address: dhcp}
                ---
                schema: drydock/BootAction/v1
                metadata: {name: b}
                data:
                  assets:
                    %s
                """.formatted(asset));
    }

    private static <T> T done(Rendered<T> rendered) {
        return switch (rendered) {
            case Done<T>(T value) -> value;
            case Failed<T>(String reason) -> throw new AssertionError(reason);
        };
    }
}

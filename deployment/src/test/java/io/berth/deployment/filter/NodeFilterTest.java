package io.berth.deployment.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.Resources;
import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.filter.NodeSelection.NoList;
import io.berth.deployment.filter.NodeSelection.Refused;
import io.berth.deployment.filter.NodeSelection.Selected;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class NodeFilterTest {

    private static final EffectiveDesign SITE = Resources.design(Resources.bytes("drydock-site/site.yaml"));

    static Stream<Arguments> cases() {
        return Resources.json("drydock-site/golden/nodefilter.json").get("cases").valueStream()
                .map(one -> Arguments.of(one.get("case").asString(), one));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void selects_what_the_real_service_selects(String name, JsonNode recorded) {
        var selection = NodeFilter.parse(recorded.get("node_filter")).select(SITE);

        switch (recorded.get("kind").asString()) {
            case "list" -> {
                assertThat(selection).isInstanceOf(Selected.class);
                assertThat(((Selected) selection).names().stream().sorted().toList())
                        .isEqualTo(recorded.get("result_sorted").valueStream().map(JsonNode::asString).toList());
            }
            case "exception" -> {
                if (recorded.get("exception").asString().equals("OrchestratorError")) {
                    assertThat(selection).isEqualTo(new Refused(recorded.get("text").asString()));
                } else {
                    // An empty intersection trips over Python's argument count there; it asks for nothing, which is no list.
                    assertThat(selection).isEqualTo(new NoList());
                }
            }
            default -> assertThat(selection).isEqualTo(new NoList());
        }
    }

    @Test
    void names_given_as_one_text_match_every_node_whose_name_is_in_it() {
        assertThat(select("""
                {"filter_set_type": "union", "filter_set": [{"filter_type": "union", "node_names": "x ridge1-r01-ctl01,ridge1-r01-ctl02"}]}"""))
                .isEqualTo(new Selected(List.of("ridge1-r01-ctl01", "ridge1-r01-ctl02")));
    }

    @Test
    void the_form_that_shipyard_sends_with_its_empty_criteria_selects_by_the_others() {
        assertThat(select("""
                {"filter_set_type": "union", "filter_set": [{"filter_type": "intersection", "node_names": [], "node_tags": ["masters"],
                 "node_labels": {}, "rack_names": ["rack-r02"]}]}"""))
                .isEqualTo(new Selected(List.of("ridge1-r02-ctl01", "ridge1-r02-ctl02")));
    }

    @Test
    void a_filter_made_of_names_selects_them_in_the_order_of_the_design() {
        assertThat(NodeFilter.ofNames(List.of("ridge1-r02-sto04", "ridge1-r01-ctl01")).select(SITE))
                .isEqualTo(new Selected(List.of("ridge1-r01-ctl01", "ridge1-r02-sto04")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []
            7
            {"filter_set_type": "union", "filter_set": 3}
            {"filter_set_type": "union", "filter_set": [3]}
            {"filter_set_type": "union", "filter_set": [{"filter_type": "union", "node_names": 5}]}
            {"filter_set_type": "union", "filter_set": [{"filter_type": "union", "node_tags": {}}]}
            {"filter_set_type": "union", "filter_set": [{"filter_type": "union", "node_labels": []}]}
            {"filter_set_type": [], "filter_set": []}
            """)
    void what_is_no_filter_is_refused_with_a_reason(String json) {
        assertThat(select(json)).isInstanceOf(Refused.class);
    }

    private static NodeSelection select(String json) {
        return NodeFilter.parse(Resources.JSON.readTree(json)).select(SITE);
    }
}

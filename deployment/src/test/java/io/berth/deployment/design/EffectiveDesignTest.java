package io.berth.deployment.design;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.Resources;
import io.berth.deployment.design.document.BaremetalNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class EffectiveDesignTest {

    private static final List<String> PARTS = List.of("site", "networks", "network_links", "bootaction_targets");

    @Test
    void the_deckhand_site_compiles_to_what_the_real_service_compiles_it_to() {
        assertIsGolden(Resources.design(Resources.bytes("drydock-site/site.yaml")));
    }

    @Test
    void the_legacy_form_of_the_site_compiles_to_the_same_names_and_nodes() {
        var legacy = Resources.design(Resources.bytes("drydock-site/site-legacy.yaml"));
        var deckhand = Resources.design(Resources.bytes("drydock-site/site.yaml"));

        assertThat(legacy.nodes()).usingRecursiveComparison().isEqualTo(deckhand.nodes());
        assertThat(legacy.networks()).usingRecursiveComparison().isEqualTo(deckhand.networks());
    }

    @Test
    void every_legacy_document_is_noted_as_processed() {
        var site = SiteDocuments.parse(Resources.bytes("drydock-site/site-legacy.yaml"));

        assertThat(site.messages())
                .hasSize(site.documents().size())
                .allSatisfy(message -> assertThat(message.message()).startsWith("Successfully processed Drydock document type "));
        assertThat(site.ofKind(BaremetalNode.class)).hasSize(12);
    }

    private static void assertIsGolden(EffectiveDesign design) {
        JsonNode expected = Resources.json("drydock-site/golden/effective.json");
        JsonNode actual = Resources.JSON.valueToTree(GoldenDesign.of(design));
        for (String part : PARTS) {
            assertThat(actual.get(part)).as(part).isEqualTo(expected.get(part));
        }
        assertThat(actual.get("nodes")).hasSize(expected.get("nodes").size());
        for (int i = 0; i < actual.get("nodes").size(); i++) {
            JsonNode node = expected.get("nodes").get(i);
            // The real service loses `bootable`, which the document sets on each root partition (contract drydock §10.7).
            ((ObjectNode) node.at("/storage_devices/0/partitions/0")).put("bootable", true);
            for (var field : node.properties()) {
                assertThat(actual.get("nodes").get(i).get(field.getKey()))
                        .as(node.get("name") + " " + field.getKey())
                        .isEqualTo(field.getValue());
            }
        }
    }
}

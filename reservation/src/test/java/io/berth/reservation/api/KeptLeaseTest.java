package io.berth.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.http.HttpProblem;
import io.berth.http.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class KeptLeaseTest {
    private static ObjectNode lease(String properties, String strange) {
        ObjectNode body = Json.object().put("name", "kept").put("strange", strange);
        body.putArray("reservations").addObject().put("hypervisor_properties", properties).put("strange", strange);
        return body;
    }

    @Test
    void whatIsNotReadIsNotKeptHoweverLarge() {
        assertThat(LeaseReader.kept(lease("", "x".repeat(20_000))))
                .isEqualTo("{\"name\":\"kept\",\"reservations\":[{\"hypervisor_properties\":\"\"}]}");
    }

    @Test
    void whatIsReadIsKeptUpTo16KiB() {
        assertThat(LeaseReader.kept(lease("x".repeat(16_000), ""))).hasSizeGreaterThan(16_000);
        assertThatThrownBy(() -> LeaseReader.kept(lease("x".repeat(16_384), "")))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("Malformed parameter lease (at most 16384 bytes of JSON)");
    }
}

package io.berth.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void aRequestIdIsTheStemAndARandomUuid() {
        Ids ids = Ids.random();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String id = ids.requestId();
            assertThat(id).startsWith("req-");
            UUID uuid = UUID.fromString(id.substring("req-".length()));
            assertThat(uuid.version()).as(id).isEqualTo(4);
            assertThat(uuid.variant()).as(id).isEqualTo(2);
            assertThat(seen.add(id)).as("new: " + id).isTrue();
        }
    }
}

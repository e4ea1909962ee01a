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

    @Test
    void idsOfRowsThatAreWrittenTogetherAreNeighbours() {
        Ids ids = Ids.random();
        UUID before = ids.neighbour();
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            UUID id = ids.neighbour();
            assertThat(id.version()).as("%s", id).isEqualTo(7);
            assertThat(id.variant()).as("%s", id).isEqualTo(2);
            assertThat((id.getMostSignificantBits() >>> 16) - (before.getMostSignificantBits() >>> 16))
                    .as("milliseconds from %s to %s", before, id).isBetween(0L, 60_000L);
            assertThat(seen.add(id)).as("new: " + id).isTrue();
        }
    }

    @Test
    void aUuidIsReadAsItIsWritten() {
        UUID uuid = UUID.randomUUID();
        assertThat(Ids.read(uuid.toString())).contains(uuid);
        assertThat(Ids.read("ABCDEF00-0000-4000-8000-000000000000")).as("in capitals").isEmpty();
        assertThat(Ids.read("1-1-1-1-1")).as("without its zeros").isEmpty();
        assertThat(Ids.read("nothing")).isEmpty();
        assertThat(Ids.read("")).isEmpty();
    }
}

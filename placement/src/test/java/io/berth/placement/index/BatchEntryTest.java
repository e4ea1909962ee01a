package io.berth.placement.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.berth.placement.LedgerChange;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.ConsumerWrite;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.Touched;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchEntryTest {
    private static final UUID PROVIDER = new UUID(1, 2);
    /** More PostgreSQL would not keep in the row as it is. */
    private static final int BYTES_MAX = 2_000;

    @Test
    void oneChangeIsToldOfAsEverywhereElse() {
        LedgerChange claim = claim(7);

        assertThat(BatchEntry.of(List.of(claim)))
                .extracting(BatchEntry::kind, BatchEntry::subject)
                .containsExactly(tuple("AllocationsReplaced", claim.subject()));
    }

    @Test
    void ofManyChangesAFewEntriesTellTogetherAllThatWasTouchedEachInAShortRow() {
        List<LedgerChange> claims = IntStream.range(0, 40).<LedgerChange>mapToObj(BatchEntryTest::claim).toList();

        List<BatchEntry> entries = BatchEntry.of(claims);

        assertThat(entries).hasSize(3).allSatisfy(it -> {
            assertThat(it.kind()).isEqualTo(BatchEntry.KIND);
            assertThat(it.touched().length()).isLessThan(BYTES_MAX);
        });
        List<Touched> told = entries.stream().map(it -> Touched.of(List.of(it.touched().split("\u001f")))).toList();
        assertThat(Touched.all(told)).isEqualTo(Touched.all(claims.stream().map(Touched::by).toList()));
        assertThat(told.getFirst().providers()).as("the latest revision of those told of").isEqualTo(Map.of(PROVIDER, 16L));
    }

    private static LedgerChange claim(int number) {
        ConsumerWrite write = new ConsumerWrite(
                new UUID(9, number).toString(), "project", "user", Optional.empty(), Optional.empty(), 1, Map.of(PROVIDER, Map.of("VCPU", 1L)));
        return new AllocationsReplaced(List.of(new Touch(PROVIDER, number, number)), List.of(write), Instant.EPOCH);
    }
}

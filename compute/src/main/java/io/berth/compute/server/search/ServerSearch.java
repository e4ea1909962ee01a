package io.berth.compute.server.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which servers to list, and in which order.
 *
 * @param conditions all of which hold
 * @param vmStates one of which the server is in; none asks nothing
 * @param nameContains a part of the name
 * @param changedSince those changed since, deleted ones too
 * @param changedBefore those changed at that instant or before, deleted ones too
 * @param deleted only deleted ones, or only others
 * @param marker the server after which the page begins
 */
public record ServerSearch(
        List<Condition> conditions,
        List<String> vmStates,
        Optional<String> nameContains,
        Optional<Instant> changedSince,
        Optional<Instant> changedBefore,
        Tags tags,
        boolean deleted,
        ServerOrder order,
        Optional<UUID> marker,
        int limit) {
    /** @param value as clients are shown it */
    public record Condition(ServerField field, String value) {}

    /** Lists of tags, of which a server must have all, or one, or must not; what is empty asks nothing. */
    public record Tags(List<String> all, List<String> any, List<String> notAll, List<String> notAny) {
        public Tags {
            all = List.copyOf(all);
            any = List.copyOf(any);
            notAll = List.copyOf(notAll);
            notAny = List.copyOf(notAny);
        }
    }

    public ServerSearch {
        conditions = List.copyOf(conditions);
        vmStates = List.copyOf(vmStates);
    }
}

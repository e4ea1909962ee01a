package io.berth.placement.allocation;

import io.berth.base.Decision;
import io.berth.placement.Consumer;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.ConsumerWrite;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.LedgerView;
import io.berth.placement.PlacementRefusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ends a consumer, whatever it has; providers' generations stay as they are (contract placement §9.1). */
final class DeleteAllocations {
    private DeleteAllocations() {}

    static Decision<String> decide(LedgerView view, String consumer, Instant now) {
        Optional<Consumer> known = view.consumer(consumer);
        if (known.isEmpty()) {
            return Decision.refuse(new PlacementRefusal.NotFound(
                    "placement.allocation.not_found", "No allocations for consumer '" + consumer + "'"));
        }
        Consumer ended = known.get();
        List<Touch> touches = ended.allocations().keySet().stream()
                .flatMap(uuid -> view.provider(uuid).stream())
                .map(Touch::of)
                .toList();
        ConsumerWrite write = new ConsumerWrite(
                consumer,
                ended.projectId(),
                ended.userId(),
                ended.type(),
                Optional.of(ended.revision()),
                ended.generation(),
                Map.of());
        return Decision.accept(List.of(new AllocationsReplaced(touches, List.of(write), now)), consumer);
    }
}

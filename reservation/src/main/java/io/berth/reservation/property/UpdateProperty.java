package io.berth.reservation.property;

import io.berth.base.Decision;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a property private or public. @param isPrivate null leaves it as it is */
public record UpdateProperty(String name, @Nullable Boolean isPrivate) {

    public Decision<Property> decide(Optional<Property> view, Instant now) {
        if (view.isEmpty()) {
            return Decision.refuse(new NoSuchProperty(name));
        }
        Property before = view.get();
        if (isPrivate == null || isPrivate == before.isPrivate()) {
            return Decision.accept(List.of(), before);
        }
        Property after = new Property(before.id(), before.name(), isPrivate, before.createdAt(), now);
        return Decision.accept(List.of(new PropertyChanged(after)), after);
    }
}

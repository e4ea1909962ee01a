package io.berth.reservation.property;

import io.berth.base.Change;

/** Who may see a property was decided anew. */
public record PropertyChanged(Property property) implements Change {
    @Override
    public String subject() {
        return "property/" + property.name();
    }
}

package io.berth.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Map;

/** What {@code # HELP} says of each figure that Berth measures itself. */
final class MeterTexts implements MeterFilter {
    private static final Map<String, String> TEXTS = Map.of(
            "http.server.requests", "How long requests took, from their header to their answer, by API, method, route and status.",
            "berth.database.waiting", "Pieces of work that wait for a connection to the database now.",
            "berth.ledger.lag.seconds", "How long ago this process last had in memory all of the ledger that was committed.",
            "berth.due.lateness", "How long after it fell due work was done, by its kind. A lease that starts at once falls due at the whole"
                    + " minute in which it is made: for lease.start up to 60 s of this are no lateness.");

    @Override
    public Meter.Id map(Meter.Id id) {
        String text = TEXTS.get(id.getName());
        return text == null || id.getDescription() != null
                ? id
                : new Meter.Id(id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), text, id.getType());
    }
}

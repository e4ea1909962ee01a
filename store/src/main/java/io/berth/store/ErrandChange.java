package io.berth.store;

import io.berth.base.Change;
import java.time.Instant;

/** That somebody outside is being dealt with: see {@link Errands}. */
public sealed interface ErrandChange extends Change {
    String kind();

    String key();

    @Override
    default String subject() {
        return "errand/" + kind() + "/" + key();
    }

    /** Whoever sees this committed runs the errand; until then at most, nobody else does. */
    record ErrandBegun(String kind, String key, Instant until) implements ErrandChange {
        /** That it is over, and may be begun anew at once. */
        public ErrandEnded ended() {
            return new ErrandEnded(kind, key, Instant.MIN);
        }

        /** That it is over, and is not to be begun before then. */
        public ErrandEnded endedUntil(Instant next) {
            return new ErrandEnded(kind, key, next);
        }
    }

    /** @param next before then it is not begun anew, whoever asks for it */
    record ErrandEnded(String kind, String key, Instant next) implements ErrandChange {}
}

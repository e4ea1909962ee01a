package io.berth.reservation.calendar.index;

import io.berth.reservation.calendar.HostOffer;
import io.berth.reservation.calendar.HostOffers;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.requirement.Requirement;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The hosts of a view, asked about one window. */
final class IndexedOffers implements HostOffers {
    private final CalendarView view;
    private final Question question;
    private final long from;
    private final long to;
    private final long now;
    private final BitSet contended;

    /** What is asked: see {@link CalendarView#offers}. */
    record Question(Period window, Instant now, @Nullable UUID ownLease, Set<UUID> contended, boolean isExhaustive) {}

    IndexedOffers(CalendarView view, Question question) {
        this.view = view;
        this.question = question;
        from = HostCalendar.micros(question.window().start());
        to = HostCalendar.micros(question.window().end());
        now = HostCalendar.micros(question.now());
        contended = view.places(question.contended());
    }

    @Override
    public int size() {
        return view.size();
    }

    @Override
    public HostOffer at(int place) {
        return new HostOffer(view.at(place).host(), isFree(place), view.at(place).isUnused(now, question.ownLease()));
    }

    @Override
    public Optional<HostOffer> of(UUID host) {
        int place = view.table().place(host);
        return place < 0 ? Optional.empty() : Optional.of(at(place));
    }

    @Override
    public boolean hasCapability(String name) {
        return view.table().hasCapability(name);
    }

    @Override
    public BitSet reservable() {
        return view.table().reservable();
    }

    @Override
    public BitSet meeting(Requirement requirement) {
        return view.table().meeting(requirement);
    }

    @Override
    public boolean isFree(int place) {
        return view.at(place).isFree(from, to, question.ownLease());
    }

    @Override
    public BitSet unused(BitSet among) {
        return view.unused(among, now, question.ownLease());
    }

    @Override
    public boolean isContended(int place) {
        return contended.get(place);
    }

    @Override
    public boolean isExhaustive() {
        return question.isExhaustive();
    }
}

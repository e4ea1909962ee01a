package io.berth.reservation.enforcement;

import io.berth.http.Json;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.FloatingIp;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.refusal.ReservationRefusal;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the site forbids (contract blazar §18): first leases that are too long, then what its own service denies. That service is
 * asked over HTTP, so never inside a transaction; between its yes and the booking somebody else may take the hosts, which is
 * then refused as always.
 */
public final class Enforcement {
    private static final String REGION = "RegionOne";

    private final Optional<MaxLeaseDuration> maxDuration;
    private final Optional<ExternalCheck> external;
    private final Supplier<String> authUrl;

    private Enforcement(Optional<MaxLeaseDuration> maxDuration, Optional<ExternalCheck> external, Supplier<String> authUrl) {
        this.maxDuration = maxDuration;
        this.external = external;
        this.authUrl = authUrl;
    }

    public static Enforcement none() {
        return new Enforcement(Optional.empty(), Optional.empty(), () -> "");
    }

    public Enforcement with(MaxLeaseDuration max) {
        return new Enforcement(Optional.of(max), external, authUrl);
    }

    /**
     * @param base where {@code check-create}, {@code check-update} and {@code on-end} are
     * @param token sent as {@code X-Auth-Token}
     * @param identityUrl told to the service, so that it can ask who the user is
     */
    public Enforcement with(URI base, Optional<String> token, Supplier<String> identityUrl) {
        return new Enforcement(maxDuration, Optional.of(new ExternalCheck(base, token)), identityUrl);
    }

    public boolean isActive() {
        return maxDuration.isPresent() || external.isPresent();
    }

    /** Whether anybody has to be asked who wants to know the hosts. */
    public boolean asksOutside() {
        return external.isPresent();
    }

    /** What a lease would get, or has. */
    public record Holding(
            Lease lease,
            List<Booking> bookings,
            Collection<Host> hosts,
            List<AddressBooking> addressBookings,
            Collection<FloatingIp> addresses) {
        public Holding {
            bookings = List.copyOf(bookings);
            hosts = List.copyOf(hosts);
            addressBookings = List.copyOf(addressBookings);
            addresses = List.copyOf(addresses);
        }

        Payload payload() {
            return new Payload(this);
        }
    }

    public Optional<ReservationRefusal> tooLong(String project, Instant start, Instant end, boolean isNew) {
        return maxDuration.flatMap(max -> max.fault(project, start, end, isNew));
    }

    public Optional<ReservationRefusal> create(Holding wanted) {
        return external.flatMap(service -> {
            ObjectNode body = context(wanted.lease());
            body.set("lease", wanted.payload().asked(wanted.lease()));
            return service.ask("check-create", body);
        });
    }

    /**
     * @param now as it is
     * @param after as it shall be
     * @param isRenamed whether the request has a name
     */
    public Optional<ReservationRefusal> update(Holding now, Lease after, boolean isRenamed) {
        return external.flatMap(service -> {
            ObjectNode body = context(now.lease());
            body.set("current_lease", now.payload().whole(now.lease(), "UPDATING"));
            ObjectNode lease = Json.object();
            if (isRenamed) {
                lease.put("name", after.name());
            }
            lease.put("start_date", Payload.date(after.startsAt())).put("end_date", Payload.date(after.endsAt()));
            lease.set("reservations", now.payload().reservations(after));
            body.set("lease", lease);
            return service.ask("check-update", body);
        });
    }

    /** Tells the service that a lease is over, before its time too. What it answers changes nothing. */
    public void ended(Holding ended, String status) {
        external.ifPresent(service -> {
            ObjectNode body = context(ended.lease());
            body.set("lease", ended.payload().whole(ended.lease(), status));
            service.ask("on-end", body);
        });
    }

    private ObjectNode context(Lease lease) {
        ObjectNode body = Json.object();
        body.putObject("context")
                .put("user_id", lease.userId())
                .put("project_id", lease.projectId())
                .put("auth_url", authUrl.get())
                .put("region_name", REGION);
        return body;
    }
}

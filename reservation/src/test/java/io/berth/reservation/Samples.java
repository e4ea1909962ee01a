package io.berth.reservation;

import io.berth.base.Decision;
import io.berth.base.Refusal;
import io.berth.reservation.calendar.HostOffer;
import io.berth.reservation.floatingip.network.AddressRange;
import io.berth.reservation.floatingip.network.ExternalNetwork;
import io.berth.reservation.floatingip.network.ExternalNetworks;
import io.berth.reservation.floatingip.network.IpAddress;
import io.berth.reservation.floatingip.network.Subnet;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceRequest;
import io.berth.reservation.request.ReservationRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Hosts, dates and requests of which the tables of decisions are made. */
public final class Samples {
    /** Half past a minute: what is cut to the minute is not what it was. */
    public static final Instant NOW = at("12:00").plusSeconds(30);

    private Samples() {}

    /** Of the day that all samples live on. */
    public static Instant at(String time) {
        return Instant.parse("2026-03-01T" + time + ":00Z");
    }

    public static Moment on(String time) {
        return time.equals("now") ? new Moment.Now() : new Moment.At(at(time));
    }

    public static UUID hostId(int number) {
        return new UUID(1, number);
    }

    /** @param capabilities names and values in turn */
    public static Host host(int number, String... capabilities) {
        SortedMap<String, String> extra = new TreeMap<>();
        for (int i = 0; i < capabilities.length; i += 2) {
            extra.put(capabilities[i], capabilities[i + 1]);
        }
        return new Host(hostId(number), number, "node-" + number, "node-" + number, "baremetal", 1, 8L * number, 1024L * number,
                100, "{}", "", true, extra, number * 10L, at("00:00"), null);
    }

    public static Host unreservable(Host host) {
        return new Host(host.id(), host.number(), host.name(), host.serviceName(), host.hypervisorType(),
                host.hypervisorVersion(), host.vcpus(), host.memoryMb(), host.localGb(), host.cpuInfo(),
                host.availabilityZone(), false, host.capabilities(), host.calendarRevision(), host.createdAt(), null);
    }

    /** Nobody has booked it. */
    public static HostOffer unused(int number) {
        return new HostOffer(host(number), true, true);
    }

    /** Booked, but not in the window. */
    public static HostOffer used(int number) {
        return new HostOffer(host(number), true, false);
    }

    /** Booked in the window. */
    public static HostOffer taken(int number) {
        return new HostOffer(host(number), false, false);
    }

    public static HostRequest hosts(int min, int max) {
        return new HostRequest(min, max, "", "", "default");
    }

    public static HostRequest hosts(int min, int max, String resourceProperties) {
        return new HostRequest(min, max, "", resourceProperties, "default");
    }

    public static InstanceRequest instances(int amount, int vcpus, Affinity affinity) {
        return new InstanceRequest(amount, vcpus, 0, 0, affinity, "");
    }

    /** Instances of a flavor of so many processors and nothing else. */
    public static FlavorRequest flavors(int amount, int vcpus) {
        return new FlavorRequest(amount, new FlavorRequest.SourceFlavor(
                "1", vcpus, 0, 0, new TreeMap<>(Map.of("VCPU", (long) vcpus)), new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), "{}"));
    }

    public static FloatingIpRequest addresses(int amount, String... required) {
        return new FloatingIpRequest(NETWORK, amount, List.of(required));
    }

    public static CreateLease lease(String start, String end, ReservationRequest... requests) {
        return new CreateLease(
                "lease", on(start), on(end), null,
                Arrays.stream(requests).<CreateLease.Asked>map(CreateLease.Asked.Fit::new).toList(), List.of());
    }

    public static Refusal refusal(Decision<?> decision) {
        return switch (decision) {
            case Decision.Refused<?> no -> no.refusal();
            case Decision.Accepted<?> yes -> throw new AssertionError("was accepted: " + yes.changes());
        };
    }

    public static <R> Decision.Accepted<R> accepted(Decision<R> decision) {
        return switch (decision) {
            case Decision.Accepted<R> yes -> yes;
            case Decision.Refused<R> no -> throw new AssertionError("was refused: " + no.refusal());
        };
    }

    /** The only change of that type among the decision's. */
    public static <C> C change(Decision.Accepted<?> decision, Class<C> type) {
        return change(decision.changes(), type);
    }

    public static <C> C change(List<?> changes, Class<C> type) {
        List<C> found = changes.stream().filter(type::isInstance).map(type::cast).toList();
        if (found.size() != 1) {
            throw new AssertionError("not one " + type.getSimpleName() + " in " + changes);
        }
        return found.getFirst();
    }

    /** The network whose addresses can be reserved, as where Blazar was recorded: from .101 on the site's own use has left them free. */
    public static final String NETWORK = "11111111-1111-4111-8111-111111111111";

    public static final ExternalNetworks NETWORKS = new ExternalNetworks(List.of(new ExternalNetwork(
            NETWORK,
            List.of(new Subnet(
                    "22222222-2222-4222-8222-222222222222",
                    AddressRange.ofNetwork("172.24.4.0/24").orElseThrow(),
                    address("172.24.4.1"),
                    List.of(new AddressRange(address("172.24.4.2"), address("172.24.4.100"))))))));

    public static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}

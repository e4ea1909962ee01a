package io.berth.reservation.host;

import static io.berth.reservation.Samples.NOW;
import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.change;
import static io.berth.reservation.Samples.host;
import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.reservation.host.HostChange.HostChanged;
import io.berth.reservation.host.HostChange.HostEnrolled;
import io.berth.reservation.host.HostChange.HostRemoved;
import io.berth.reservation.property.Property;
import io.berth.reservation.property.PropertyChanged;
import io.berth.reservation.property.UpdateProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Enrolling, describing and removing hosts; hiding their properties. */
class HostDecisionsTest {
    private static final Machine MACHINE = new Machine(new UUID(1, 7), "node-7", 8, 1024, 100, "{}");

    private final Ids ids = Ids.counting(1);

    private static SortedMap<String, String> capabilities(String... namesAndValues) {
        return host(0, namesAndValues).capabilities();
    }

    private Decision<Host> enrol(Optional<Machine> machine, boolean isEnrolled) {
        return new EnrolHost("node-7", capabilities("gpu", "x", "rack", "r1"))
                .decide(new EnrolHost.View(machine, isEnrolled, false, 42, Set.of("rack")), NOW, ids);
    }

    @Test
    void aMachineBecomesAHost() {
        Decision.Accepted<Host> decision = accepted(enrol(Optional.of(MACHINE), false));
        Host host = decision.reply();

        assertThat(host).extracting(Host::id, Host::number, Host::name, Host::serviceName, Host::vcpus, Host::memoryMb, Host::localGb)
                .containsExactly(MACHINE.id(), 42L, "node-7", "node-7", 8L, 1024L, 100L);
        assertThat(host.reservable()).isTrue();
        assertThat(host.capabilities()).isEqualTo(Map.of("gpu", "x", "rack", "r1"));
        assertThat(host.updatedAt()).isNull();
        HostEnrolled change = change(decision, HostEnrolled.class);
        assertThat(change.host()).isEqualTo(host);
        assertThat(change.properties()).as("those that are new").extracting(Property::name, Property::isPrivate)
                .containsExactly(Tuple.tuple("gpu", false));
    }

    @Test
    void onlyAMachineThatIsNotYetAHostIsEnrolled() {
        assertThat(refusal(enrol(Optional.empty(), false)).message()).isEqualTo("Host 'node-7' not found!");
        assertThat(refusal(enrol(Optional.of(MACHINE), true)).message())
                .isEqualTo("Conflict on creating resource provider blazar_node-7 ");
    }

    @Test
    void aMachineThatSomebodyUsesIsNeitherEnrolledNorRemoved() {
        EnrolHost.View used = new EnrolHost.View(Optional.of(MACHINE), false, true, 42, Set.of());
        assertThat(refusal(new EnrolHost("node-7", capabilities()).decide(used, NOW, ids)).message())
                .startsWith("Servers found for host node-7");
        assertThat(refusal(new RemoveHost("4").decide(new RemoveHost.View(Optional.of(host(4)), false, true))).message())
                .startsWith("Servers found for host node-4");
    }

    private Decision<Host> update(SortedMap<String, String> set, Set<String> removed, Set<String> reservedBy) {
        Host host = host(3, "gpu", "x", "rack", "r1");
        return new UpdateHost("3", set.isEmpty() && removed.isEmpty(), set, new TreeSet<>(removed))
                .decide(new UpdateHost.View(Optional.of(host), reservedBy, Set.of("gpu", "rack")), NOW, ids);
    }

    @Test
    void capabilitiesAreSetAddedAndRemoved() {
        Decision.Accepted<Host> decision = accepted(update(capabilities("gpu", "y", "disk", "ssd"), Set.of("rack"), Set.of()));
        assertThat(decision.reply().capabilities()).isEqualTo(Map.of("gpu", "y", "disk", "ssd"));
        HostChanged change = change(decision, HostChanged.class);
        assertThat(change.host().calendarRevision()).as("the one on which this was decided").isEqualTo(30);
        assertThat(change.properties()).extracting(Property::name).containsExactly("disk");
    }

    @Test
    void sayingTheSameAgainChangesNothing() {
        assertThat(accepted(update(capabilities("gpu", "x"), Set.of("nope"), Set.of())).changes()).isEmpty();
    }

    @Test
    void whatIsNoUpdateIsTold() {
        assertThat(refusal(update(new TreeMap<>(), Set.of(), Set.of())).message()).isEqualTo("No data to update");
        Decision<Host> unknown = new UpdateHost("9", true, new TreeMap<>(), new TreeSet<>())
                .decide(new UpdateHost.View(Optional.empty(), Set.of(), Set.of()), NOW, ids);
        assertThat(refusal(unknown).message()).isEqualTo("Object with {'host_id': '9'} not found");
    }

    @Test
    void aCapabilityByWhichAHostWasChosenStays() {
        assertThat(refusal(update(capabilities("gpu", "y", "it's", "z"), Set.of("rack"), Set.of("gpu", "rack", "it's", "vcpus"))).message())
                .isEqualTo("Can't add extracapabilities ['gpu', \"it's\", 'rack'] to Host 3");
        assertThat(accepted(update(capabilities("disk", "y"), Set.of(), Set.of("gpu"))).reply().capabilities()).containsKey("disk");
    }

    @Test
    void aReservedHostIsNotRemoved() {
        Host host = host(4);
        assertThat(change(accepted(new RemoveHost("4").decide(new RemoveHost.View(Optional.of(host), false, false))), HostRemoved.class).host())
                .isEqualTo(host);
        assertThat(refusal(new RemoveHost("4").decide(new RemoveHost.View(Optional.of(host), true, false))).message())
                .isEqualTo("Can't delete host 4. The host is reserved.");
        assertThat(refusal(new RemoveHost("x").decide(new RemoveHost.View(Optional.empty(), false, false))).message())
                .isEqualTo("Object with {'host_id': 'x'} not found");
    }

    @Test
    void aPropertyIsHiddenAndShown() {
        Property shown = new Property(new UUID(1, 1), "gpu", false, NOW.minusSeconds(60), null);
        Property hidden = new Property(shown.id(), "gpu", true, shown.createdAt(), NOW);

        Decision.Accepted<Property> decision = accepted(new UpdateProperty("gpu", true).decide(Optional.of(shown), NOW));
        assertThat(decision.reply()).isEqualTo(hidden);
        assertThat(decision.changes()).isEqualTo(List.of(new PropertyChanged(hidden)));
        assertThat(accepted(new UpdateProperty("gpu", false).decide(Optional.of(shown), NOW)).changes()).isEmpty();
        assertThat(accepted(new UpdateProperty("gpu", null).decide(Optional.of(hidden), NOW)).reply()).isEqualTo(hidden);
        assertThat(refusal(new UpdateProperty("nope", true).decide(Optional.empty(), NOW)).message())
                .isEqualTo("Object with {'resource_property': 'nope'} not found");
    }
}
